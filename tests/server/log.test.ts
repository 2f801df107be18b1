import { expect, test } from 'vitest';
import { limited, logger } from '../../src/lib/server/log';
import { ROOM, startServer } from './support/server';

test('the log says what happened, without tokens, seats, names, room IDs, keys and SDP', async () => {
	const server = await startServer({ LOG_LEVEL: 'trace', ADMIN_KEY: 'a-key-of-the-host' });
	const ann = await server.member('Ann Andersson');
	await ann.parks('offer-1', 'v=0 secret-sdp');
	const ben = await server.person('Ben Bauer');
	await ben.joins([{ to: ann.me.userID, offerID: 'offer-1', sdp: 'v=0 secret-sdp' }]);
	ben.signals(ann, { sessionID: 'none', sdp: 'secret-sdp' });
	ben.enters(`${ann.me.token.slice(0, -4)}AAAA`);
	ben.says('secret-nonsense');
	for (let refusal = 0; refusal < 2; refusal += 1) await ben.hears('refused');
	await server.requestToken(ROOM, { seat: 'secret-seat' });
	await ann.catchesUp();
	ben.vanishes();
	await ann.hears('users');
	await ann.logsOut();

	const lines = server.logged.map((line) => JSON.parse(line) as { level: number; msg: string; userID?: string });
	const messages = (level: number) => lines.filter((line) => line.level === level).map(({ msg }) => msg);
	expect(messages(30)).toEqual(['room opened', 'joined', 'joined', 'lost', 'left', 'room closed']);
	expect(messages(40)).toEqual(['refused', 'refused', 'refused']);
	expect(lines.map(({ userID }) => userID)).toContain(ann.me.userID);
	const secrets = ['secret', 'Andersson', 'Bauer', ROOM, server.call.config.secret, 'a-key-of-the-host'];
	for (const { me } of [ann, ben]) secrets.push(me.token, me.seat);
	for (const secret of secrets) expect(server.logged.join('\n')).not.toContain(secret);
});

test('errors are logged with their message', () => {
	const lines: string[] = [];
	logger({ logLevel: 'info' }, { write: (line) => void lines.push(line) }).error(
		{ err: new Error('broken') },
		'failed'
	);
	expect(JSON.parse(lines.join())).toMatchObject({ msg: 'failed', err: { message: 'broken' } });
});

test('a flood of lines is cut short, and says how much; errors come through, until they are a flood themselves', () => {
	const lines: string[] = [];
	const log = limited({ write: (line) => void lines.push(line) }, { burst: 2, perSecond: 0 });
	for (const level of [40, 40, 40, 30, 50, 40, 60, 50]) log.write(`{"level":${level},"msg":"-"}\n`);
	expect(lines.map((line) => JSON.parse(line) as { level: number; count?: number })).toMatchObject([
		{ level: 40 },
		{ level: 40 },
		{ level: 40, count: 2 },
		{ level: 50 },
		{ level: 40, count: 1 },
		{ level: 60 }
	]);
});
