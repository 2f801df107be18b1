/** What a person needs to use STUN and TURN servers: it comes with the token, and lives as long. */
import { describe, expect, test } from 'vitest';
import type { TokenResponse } from '../../src/lib/api/token';
import { turnCredential } from '../../src/lib/server/ice';
import { startServer, type TestServer } from './support/server';

const SECRET = 'the-secret-of-the-relay';
const TURN = { TURN_URLS: 'turn:a.example,turn:a.example?transport=tcp', TURN_SECRET: SECRET };

async function grant(server: TestServer, roomID: string, body: { seat?: string; lifetime?: number } = {}) {
	return (await (await server.requestToken(roomID, body)).json()) as TokenResponse;
}

const usernameOf = ({ iceServers }: TokenResponse) => iceServers.at(-1)?.username ?? expect.fail('no username');

/** Test case 2 of RFC 2202, in base64. The other was made with `openssl dgst -sha1 -hmac`. */
test.each([
	['Jefe', 'what do ya want for nothing?', '7/zfauXrL6LSdBbV8YTfnCWafHk='],
	['north', '1433895918:alice', 'RqMvcGPYTJMGThVLSi4amT4zFtI=']
])('a credential is the HMAC-SHA1 of the username: %s', (secret, username, credential) => {
	expect(turnCredential(secret, username)).toBe(credential);
});

describe('with TURN_SECRET', () => {
	test('a token brings a username that expires with it, and the credential for it', async () => {
		const server = await startServer(TURN);
		const granted = await grant(server, 'room-1', { lifetime: 50 });
		const verdict = server.call.tokens.verify(granted.token);
		if (!verdict.ok) return expect.fail(verdict.detail);
		const username = usernameOf(granted);
		expect(username).toMatch(new RegExp(`^${verdict.claims.expiresAt}:${granted.userID}\\.[0-9a-f]{16}$`));
		expect(granted.iceServers).toEqual([
			{
				urls: ['turn:a.example', 'turn:a.example?transport=tcp'],
				username,
				credential: turnCredential(SECRET, username)
			}
		]);
	});

	test('a renewed token brings a later one for the same person, and another room another', async () => {
		const server = await startServer(TURN);
		const first = await grant(server, 'room-1', { lifetime: 50 });
		const { seat } = first;
		const renewed = await grant(server, 'room-1', { seat, lifetime: 100 });
		const [[expires, whom], [later, same]] = [usernameOf(first).split(':'), usernameOf(renewed).split(':')];
		expect(same).toBe(whom);
		expect(Number(later)).toBeGreaterThan(Number(expires));
		expect(renewed.iceServers.at(-1)?.credential).not.toBe(first.iceServers.at(-1)?.credential);
		const elsewhere = await grant(server, 'room-2', { seat });
		expect(usernameOf(elsewhere).split(':')[1]).not.toBe(whom);
	});

	test('whoever sees a username pass does not learn the room', async () => {
		const server = await startServer(TURN);
		expect(JSON.stringify((await grant(server, 'room-1')).iceServers)).not.toContain('room-1');
	});

	test('neither the secret nor a credential is logged', async () => {
		const server = await startServer({ ...TURN, LOG_LEVEL: 'trace' });
		const { iceServers } = await grant(server, 'room-1');
		const logged = server.logged.join('\n');
		for (const hidden of [SECRET, iceServers[0]?.credential ?? SECRET]) expect(logged).not.toContain(hidden);
	});
});

test('ICE_SERVERS come with the token, unchanged, before TURN_URLS', async () => {
	const given = [{ urls: 'stun:a.example' }, { urls: ['turns:b.example:443'], username: 'u', credential: 'c' }];
	const ICE_SERVERS = JSON.stringify(given);
	const alone = await grant(await startServer({ ICE_SERVERS }), 'room-1');
	expect(alone.iceServers).toEqual(given);
	const both = await grant(await startServer({ ICE_SERVERS, ...TURN }), 'room-1');
	expect(both.iceServers).toEqual([...given, expect.objectContaining({ urls: TURN.TURN_URLS.split(',') })]);
});

test('without any of them a token brings none', async () => {
	expect((await grant(await startServer(), 'room-1')).iceServers).toEqual([]);
});
