import { expect, test } from 'vitest';
import { aServer, ROOM } from './support/server';

test('the log tells the story, without tokens, seats, names, room IDs or SDP', async () => {
	const server = await aServer({ LOG_LEVEL: 'trace', ADMIN_KEY: 'a-key-of-the-host' });
	const ann = await server.member('Ann Andersson');
	ann.says({ t: 'park', offerID: 'offer-1', sdp: 'v=0 secret-sdp' });
	await ann.isUpToDate();
	const ben = await server.person('Ben Bauer');
	await ben.joins([{ to: ann.me.userID, offerID: 'offer-1', sdp: 'v=0 secret-sdp' }]);
	ben.says({
		t: 'signal',
		to: 'nobody',
		sessionID: 'none',
		signal: { description: { type: 'offer', sdp: 'secret-sdp' } }
	});
	ben.enters(`${ann.me.token.slice(0, -4)}AAAA`);
	ben.saysRaw('secret-nonsense');
	await ben.hears('refused');
	await ben.hears('refused');
	await server.asksForToken({ roomID: ROOM, seat: 'secret-seat' });
	ben.vanishes();
	await ann.hears('users');
	await ann.hears('users');
	ann.says({ t: 'logout' });
	await ann.hears('loggedOut');

	const lines = server.logged.map((line) => JSON.parse(line) as { level: number; msg: string; userID?: string });
	expect(lines.filter(({ level }) => level === 30).map(({ msg }) => msg)).toEqual([
		'room opened',
		'joined',
		'joined',
		'lost',
		'left',
		'room closed'
	]);
	expect(lines.filter(({ level }) => level === 40).map(({ msg }) => msg)).toEqual(['refused', 'refused', 'refused']);
	expect(lines.map(({ userID }) => userID)).toContain(ann.me.userID);
	const log = server.logged.join('\n');
	const secrets = ['secret', 'Andersson', 'Bauer', ROOM, server.call.config.secret, 'a-key-of-the-host'];
	for (const { me } of [ann, ben]) secrets.push(me.token, me.seat);
	for (const secret of secrets) expect(log).not.toContain(secret);
});
