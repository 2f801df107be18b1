import { expect, test } from 'vitest';
import { readConfig } from '../../src/lib/server/config';
import { issueToken } from '../../src/lib/server/token04';
import type { Person } from './support/person';
import { annAndBen, ROOM, startServer, type TestServer } from './support/server';

/** A token of this server, or of one with another `secret`. `life`: seconds from now. */
function tokenFor(
	server: TestServer,
	{ me }: Person,
	{ roomID = ROOM, publish = true, life = 100, secret = server.call.config.secret } = {}
): string {
	const now = Math.floor(Date.now() / 1_000);
	const claims = { userID: me.userID, roomID, publish, issuedAt: now - 100, expiresAt: now + life };
	return issueToken({ appID: server.call.config.appID, secret }, claims);
}

test('a token that is expired, for another room, of another server or made up is refused; then a good one is accepted', async () => {
	const server = await startServer();
	const ann = await server.person('Ann');
	const tokens = [
		[tokenFor(server, ann, { life: 0 }), 'auth.tokenExpired'],
		[tokenFor(server, ann, { roomID: 'another-room' }), 'auth.tokenInvalid'],
		[tokenFor(server, ann, { secret: readConfig({}).secret }), 'auth.tokenInvalid'],
		['04AAAA', 'auth.tokenInvalid']
	] as const;
	for (const [token, code] of tokens) {
		ann.enters(token);
		expect(await ann.isRefused()).toBe(code);
	}
	await ann.joins();
});

test('a token without the right to publish lets in, and publishing is refused', async () => {
	const server = await startServer();
	const ann = await server.person('Ann');
	ann.enters(tokenFor(server, ann, { publish: false }));
	ann.logsIn();
	await ann.hears('welcome');
	ann.publish();
	expect(await ann.isRefused()).toBe('auth.forbidden');
});

test('a short token is warned of half-way; who renews it stays, who does not is kicked', async () => {
	const { server, ann, ben } = await annAndBen({ TOKEN_LIFETIME: '4' }, { tokenGrace: 200 });
	expect(await ann.hears('tokenWillExpire')).toEqual({ t: 'tokenWillExpire' });
	ann.says({ t: 'renew', token: tokenFor(server, ann) });
	expect(await ann.hears('renewed')).toEqual({ t: 'renewed' });

	expect(await ben.hears('kicked')).toMatchObject({ code: 'auth.tokenExpired' });
	expect(await ann.hears('users')).toMatchObject({ update: 'DELETE', reason: 'kicked' });
	await ann.heardNothing();
	expect(server.call.rooms.stats.members).toBe(1);
});

test('a token that expired in the lobby allows no login until it is renewed', async () => {
	const server = await startServer({}, { tokenGrace: 60_000 });
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

test('after its token has expired a watcher sees no more of the room', async () => {
	const server = await startServer({}, { tokenGrace: 50 });
	const watcher = await server.person('Watcher');
	watcher.enters(tokenFor(server, watcher, { life: 1 }));
	await watcher.hears('lobby');
	expect(await watcher.isRefused()).toBe('auth.tokenExpired');
	watcher.unheard = [];
	await server.member('Ann');
	await watcher.heardNothing();
});

test('a token is not renewed by one that is expired, for someone else or for another room', async () => {
	const { server, ann, ben } = await annAndBen();
	const tokens = [
		[tokenFor(server, ben), 'auth.tokenInvalid'],
		[tokenFor(server, ann, { roomID: 'another-room' }), 'auth.tokenInvalid'],
		[tokenFor(server, ann, { life: -1 }), 'auth.tokenExpired']
	] as const;
	for (const [token, code] of tokens) {
		ann.says({ t: 'renew', token });
		expect(await ann.isRefused()).toBe(code);
	}
});
