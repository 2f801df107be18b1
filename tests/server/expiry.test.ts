import { describe, expect, test } from 'vitest';
import { CallServer } from '../../src/lib/server/call.server';
import { readConfig } from '../../src/lib/server/config';
import { issueToken } from '../../src/lib/server/token04';
import { aServer, ROOM, type Person, type TestServer } from './support/server';

const now = () => Math.floor(Date.now() / 1_000);

/** A token as the server would issue it, but for these changes. */
function tokenFor(
	server: TestServer,
	person: Person,
	changes: { roomID?: string; publish?: boolean; life?: number } = {}
) {
	return issueToken(server.call.config, {
		userID: person.me.userID,
		roomID: changes.roomID ?? ROOM,
		publish: changes.publish ?? true,
		issuedAt: now() - 100,
		expiresAt: now() + (changes.life ?? 100)
	});
}

describe('a token that is not for here never enters', () => {
	test('an expired one', async () => {
		const server = await aServer();
		const ann = await server.person('Ann');
		ann.enters(tokenFor(server, ann, { life: 0 }));
		expect(await ann.isRefused()).toBe('auth.tokenExpired');
		// The socket stays open for another try.
		await ann.joins();
	});

	test('one for another room', async () => {
		const server = await aServer();
		const ann = await server.person('Ann');
		ann.enters(tokenFor(server, ann, { roomID: 'another-room' }));
		expect(await ann.isRefused()).toBe('auth.tokenInvalid');
	});

	test('one of another server, a made-up one, and one without publishing rights when publishing', async () => {
		const server = await aServer();
		const ann = await server.person('Ann');
		const { tokens } = new CallServer(readConfig({ LOG_LEVEL: 'silent' }));
		const { token: foreign } = tokens.issue(ann.me.userID, ROOM);
		ann.enters(foreign);
		expect(await ann.isRefused()).toBe('auth.tokenInvalid');
		ann.enters('04AAAA');
		expect(await ann.isRefused()).toBe('auth.tokenInvalid');
		ann.enters(tokenFor(server, ann, { publish: false }));
		ann.logsIn();
		await ann.hears('welcome');
		const stream = { streamID: `${ann.me.userID}_camera`, mediaID: 'm', camera: 'OPEN', microphone: 'OPEN' } as const;
		ann.says({ t: 'publish', stream });
		expect(await ann.isRefused()).toBe('auth.forbidden');
	});
});

describe('a token that runs out', () => {
	test('is announced half-way through a short life, and renewed without anybody noticing', async () => {
		const server = await aServer({ TOKEN_LIFETIME: '2' }, { tokenGrace: 200 });
		const ann = await server.member('Ann');
		const ben = await server.member('Ben');
		await ann.hears('users');
		expect(await ann.hears('tokenWillExpire')).toEqual({ t: 'tokenWillExpire' });
		ann.says({ t: 'renew', token: tokenFor(server, ann) });
		expect(await ann.hears('renewed')).toEqual({ t: 'renewed' });

		expect(await ben.hears('kicked')).toMatchObject({ code: 'auth.tokenExpired' });
		expect(await ann.hears('users')).toMatchObject({ update: 'DELETE', reason: 'kicked' });
		await ann.heardNothing();
		expect(server.call.rooms.stats.members).toBe(1);
	});

	test('in the lobby keeps from logging in until it is renewed', async () => {
		const server = await aServer({}, { tokenGrace: 60_000 });
		const ann = await server.person('Ann');
		ann.enters(tokenFor(server, ann, { life: 1 }));
		await ann.hears('tokenWillExpire');
		await new Promise((resolve) => setTimeout(resolve, 1_100));
		ann.logsIn();
		expect(await ann.isRefused()).toBe('auth.tokenExpired');
		ann.says({ t: 'renew', token: tokenFor(server, ann) });
		await ann.hears('renewed');
		ann.logsIn();
		await ann.hears('welcome');
	});

	test('ends the view from the lobby', async () => {
		const server = await aServer({}, { tokenGrace: 50 });
		const watcher = await server.person('Watcher');
		watcher.enters(tokenFor(server, watcher, { life: 1 }));
		await watcher.hears('lobby');
		expect(await watcher.isRefused()).toBe('auth.tokenExpired');
		watcher.unheard = [];
		await server.member('Ann');
		await watcher.heardNothing();
	});

	test('is not renewed by one for someone else or another room', async () => {
		const server = await aServer();
		const [ann, ben] = [await server.member('Ann'), await server.member('Ben')];
		await ann.hears('users');
		ann.says({ t: 'renew', token: tokenFor(server, ben) });
		expect(await ann.isRefused()).toBe('auth.tokenInvalid');
		ann.says({ t: 'renew', token: tokenFor(server, ann, { roomID: 'another-room' }) });
		expect(await ann.isRefused()).toBe('auth.tokenInvalid');
		ann.says({ t: 'renew', token: tokenFor(server, ann, { life: -1 }) });
		expect(await ann.isRefused()).toBe('auth.tokenExpired');
	});
});
