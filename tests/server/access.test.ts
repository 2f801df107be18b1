/** With AUTH_SECRET or AUTH_JWKS only those come in whom the operator's login lets in. */
import { createServer } from 'node:http';
import { writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { JWK } from 'jose';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { TokenResponse } from '../../src/lib/api/token';
import { issueToken, verifyToken } from '../../src/lib/server/token04';
import { AUTH_SECRET, bearer, keyPair, now, sign, unsigned } from './support/login';
import { ROOM, startServer, type TestServer } from './support/server';
import { temporaryFolder } from './support/temporary';

type Asked = { roomID?: string; seat?: string; lifetime?: number };

const ask = (server: TestServer, token: string | null, { roomID = ROOM, ...body }: Asked = {}) =>
	server.requestToken(roomID, body, token === null ? {} : bearer(token));

async function grant(server: TestServer, token: string, asked?: Asked): Promise<TokenResponse> {
	const response = await ask(server, token, asked);
	expect(response.status).toBe(200);
	return (await response.json()) as TokenResponse;
}

async function expectRefused(response: Promise<Response>, status: number, detail: string, code = 'auth.forbidden') {
	const answer = await response;
	expect(await answer.json()).toEqual({ code, detail });
	expect(answer.status).toBe(status);
}

const claimsOf = (server: TestServer, { token }: TokenResponse) => {
	const verdict = server.call.tokens.verify(token);
	return verdict.ok ? verdict.claims : expect.fail(verdict.detail);
};

afterEach(() => void vi.useRealTimers());

describe('with AUTH_SECRET', () => {
	test('whoever has an access token gets a room token with their name and role', async () => {
		const server = await startServer({ AUTH_SECRET });
		const granted = await grant(server, await sign({ role: 'host' }));
		expect(claimsOf(server, granted)).toMatchObject({ roomID: ROOM, person: { name: 'Ann', role: 'host' } });
	});

	test.each([
		['no token', () => null, 'no access token'],
		['half a token', () => 'abc.def', 'not an access token'],
		['5,000 letters', () => `${'x'.repeat(5_000)}.a.b`, 'not an access token'],
		['another secret', () => sign({}, new TextEncoder().encode('x'.repeat(32))), 'not signed by the login'],
		['alg none', () => unsigned(), 'not an access token'],
		['alg none and something for a signature', () => unsigned({}, 'AAAA'), 'not signed by the login'],
		['an algorithm that is not pinned', () => sign({}, undefined, { alg: 'HS512' }), 'not signed by the login'],
		['no end', () => sign({ exp: undefined }), 'the claim exp is missing or wrong'],
		['a beginning in a minute', () => sign({ nbf: now() + 60 }), 'the claim nbf is missing or wrong'],
		['no user', () => sign({ sub: undefined }), 'the claim sub is missing or wrong'],
		['an empty user', () => sign({ sub: '' }), 'the claim sub is missing or wrong'],
		['no name', () => sign({ name: undefined }), 'the claim name is missing or wrong'],
		['a name that nobody sees', () => sign({ name: '\u200b' }), 'the claim name is missing or wrong'],
		['no room', () => sign({ room: undefined }), 'the claim room is missing or wrong'],
		['two rooms', () => sign({ room: [ROOM, 'another-room'] }), 'the claim room is missing or wrong'],
		['an unknown role', () => sign({ role: 'admin' }), 'the claim role is missing or wrong']
	])('%s is refused', async (_, token, detail) => {
		const server = await startServer({ AUTH_SECRET });
		await expectRefused(ask(server, await token()), 401, detail);
	});

	test.each([1, 100])('a token that is over for %i s is refused, and said to be over', async (seconds) => {
		const server = await startServer({ AUTH_SECRET });
		const over = await sign({ exp: now() - seconds });
		await expectRefused(ask(server, over), 401, 'the access token has expired', 'auth.accessExpired');
	});

	test('a token for another room is refused, one for every room is not', async () => {
		const server = await startServer({ AUTH_SECRET });
		const elsewhere = await sign({ room: 'another-room' });
		await expectRefused(ask(server, elsewhere), 403, 'the access token is for another room');
		await grant(server, elsewhere, { roomID: 'another-room' });
		await grant(server, await sign({ room: '*' }));
	});

	test('a login whose clock is a few seconds ahead lets in', async () => {
		const server = await startServer({ AUTH_SECRET });
		await grant(server, await sign({ iat: now() + 5, nbf: now() + 5 }));
	});

	test('the key of the operator, a room token and a token in another header are no access tokens', async () => {
		const server = await startServer({ AUTH_SECRET, ADMIN_KEY: 'a-key-of-the-host' });
		const token = await sign();
		const { token: roomToken } = await grant(server, token);
		await expectRefused(ask(server, 'a-key-of-the-host'), 401, 'not an access token');
		await expectRefused(ask(server, roomToken), 401, 'not an access token');
		const headers = { cookie: `access=${token}`, 'x-access-token': token };
		await expectRefused(server.requestToken(ROOM, {}, headers), 401, 'no access token');
	});

	test('a room token does not outlive the access token, and neither does the password for relays', async () => {
		const TURN = { TURN_URLS: 'turn:a.example', TURN_SECRET: 'the-secret-of-the-relay' };
		const server = await startServer({ AUTH_SECRET, ...TURN });
		const exp = now() + 30;
		const granted = await grant(server, await sign({ exp }), { lifetime: 3_600 });
		expect(claimsOf(server, granted).expiresAt).toBe(exp);
		expect(granted.expiresIn).toBeLessThanOrEqual(30);
		expect(granted.iceServers[0]?.username).toMatch(new RegExp(`^${exp}:`));
		const long = await grant(server, await sign({ exp: now() + 100_000 }));
		expect(long.expiresIn).toBe(3_600);
	});

	test('whose access ends during the call gets no next room token, and is out when the last one ends', async () => {
		const server = await startServer({ AUTH_SECRET }, { tokenGrace: 50 });
		const ann = await server.member('Ann', { access: await sign() });
		const claims = { sub: 'ann@example.org', name: 'Ann', room: ROOM, role: 'guest', exp: now() + 1 } as const;
		const { token } = server.call.tokens.issue(ann.me.userID, ROOM, Infinity, claims);
		ann.says({ t: 'renew', token });
		expect(await ann.hears('kicked')).toMatchObject({ code: 'auth.tokenExpired' });
		expect(await ann.isCutOff()).toBe(4001);
		const over = await sign(claims);
		const again = ask(server, over, { seat: ann.me.seat });
		await expectRefused(again, 401, 'the access token has expired', 'auth.accessExpired');
	});

	test('people are called what the login calls them, whatever they say themselves', async () => {
		const server = await startServer({ AUTH_SECRET });
		const ann = await server.member('Ann', { access: await sign() });
		await server.member('Ann', { access: await sign({ sub: 'ben@example.org', name: 'Ben' }) });
		expect((await ann.hears('users')).users).toMatchObject([{ userName: 'Ben' }]);
	});

	test("somebody else's seat does not make a person that somebody", async () => {
		const server = await startServer({ AUTH_SECRET });
		const ann = await grant(server, await sign());
		const ben = await sign({ sub: 'ben@example.org', name: 'Ben' });
		const asAnn = await grant(server, ben, { seat: ann.seat });
		expect(asAnn.userID).not.toBe(ann.userID);
		expect(await grant(server, await sign(), { seat: ann.seat })).toMatchObject({ userID: ann.userID });
	});

	test('two tabs of one person are two users that begin alike', async () => {
		const server = await startServer({ AUTH_SECRET });
		const [one, two] = [await grant(server, await sign()), await grant(server, await sign())];
		expect(one.userID).not.toBe(two.userID);
		expect(one.userID.split('-')[0]).toBe(two.userID.split('-')[0]);
		expect(one.userID).toMatch(/^a[0-9a-f]{24}-[0-9a-f]{24}$/);
	});

	test('a room token from before access control is refused, also for a renewal', async () => {
		const server = await startServer({ AUTH_SECRET });
		const { appID, secret } = server.call.config;
		const ann = await server.person('Ann', { access: await sign() });
		const { userID } = ann.me;
		const claims = { userID, roomID: ROOM, publish: true, issuedAt: now(), expiresAt: now() + 60 };
		const old = issueToken({ appID, secret }, claims);
		ann.enters(old);
		expect(await ann.isRefused()).toBe('auth.tokenInvalid');
		await ann.joins();
		ann.says({ t: 'renew', token: old });
		expect(await ann.isRefused()).toBe('auth.tokenInvalid');
	});

	test('on ZEGO a room token has the format that ZEGO knows, and ends with the access token', async () => {
		const ZEGO = { ZEGO_APP_ID: '42', ZEGO_SERVER_SECRET: '0123456789abcdef0123456789abcdef' };
		const server = await startServer({ AUTH_SECRET, ...ZEGO });
		await expectRefused(ask(server, null), 401, 'no access token');
		const granted = await grant(server, await sign({ exp: now() + 20 }));
		expect(granted.expiresIn).toBeLessThanOrEqual(20);
		const verdict = verifyToken(server.call.config, granted.token, now());
		expect(verdict).toMatchObject({ ok: true, claims: { roomID: ROOM, userID: granted.userID } });
		expect(verdict).not.toHaveProperty('claims.person');
	});

	test('AUTH_ISSUER and AUTH_AUDIENCE must be those of the token', async () => {
		const server = await startServer({ AUTH_SECRET, AUTH_ISSUER: 'https://login.example', AUTH_AUDIENCE: 'calls' });
		const good = { iss: 'https://login.example', aud: 'calls' };
		await grant(server, await sign(good));
		await expectRefused(ask(server, await sign({ ...good, aud: 'mail' })), 401, 'the claim aud is missing or wrong');
		await expectRefused(
			ask(server, await sign({ ...good, iss: 'https://else.example' })),
			401,
			'the claim iss is missing or wrong'
		);
		await expectRefused(ask(server, await sign()), 401, 'the claim iss is missing or wrong');
	});

	test('no token is in the log', async () => {
		const server = await startServer({ AUTH_SECRET, LOG_LEVEL: 'trace' });
		const tokens = [
			await sign(),
			await sign({ exp: now() - 5 }),
			await sign({ room: 'another-room' }),
			unsigned({}, 'A')
		];
		for (const token of tokens) await ask(server, token);
		for (const token of tokens) expect(server.logged.join()).not.toContain(token.split('.')[1]);
		expect(server.logged).toHaveLength(3);
	});
});

describe('with AUTH_JWKS', () => {
	/** An address of keys on this machine; `serve` says which ones, or what is wrong with it. */
	async function keysAt(keys: JWK[]) {
		let status = 200;
		let body = JSON.stringify({ keys });
		let asked = 0;
		const http = createServer((_, response) => {
			asked += 1;
			response.writeHead(status, { 'content-type': 'application/json' }).end(body);
		});
		await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
		onTestFinished(() => {
			http.close();
			http.closeAllConnections();
		});
		return {
			url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/jwks.json`,
			asked: () => asked,
			serve(next: JWK[]) {
				body = JSON.stringify({ keys: next });
			},
			breaks() {
				status = 500;
			}
		};
	}

	async function fileOf(keys: JWK[]) {
		const path = join(temporaryFolder(), 'jwks.json');
		const write = (next: unknown) => writeFile(path, typeof next === 'string' ? next : JSON.stringify({ keys: next }));
		await write(keys);
		return { path, write };
	}

	test.each(['RS256', 'PS256', 'ES256', 'EdDSA'])('a token that is signed with %s lets in', async (alg) => {
		const key = await keyPair(alg);
		const server = await startServer({ AUTH_JWKS: (await keysAt([key.publicKey])).url });
		await grant(server, await key.sign());
	});

	test('a token of HS256 whose secret is the public key is refused', async () => {
		const key = await keyPair('RS256');
		const server = await startServer({ AUTH_JWKS: (await keysAt([key.publicKey])).url });
		const { kid = '', n = '' } = key.publicKey;
		for (const secret of [JSON.stringify(key.publicKey), n]) {
			const forged = await sign({}, new TextEncoder().encode(secret), { alg: 'HS256', kid });
			await expectRefused(ask(server, forged), 401, 'not signed by the login');
		}
	});

	test('an address that serves a shared secret lets nobody in with it', async () => {
		const secret = { kty: 'oct', kid: 'secret', k: Buffer.from(AUTH_SECRET).toString('base64url') };
		const server = await startServer({ AUTH_JWKS: (await keysAt([secret])).url });
		const forged = await sign({}, undefined, { alg: 'HS256', kid: 'secret' });
		await expectRefused(ask(server, forged), 401, 'not signed by the login');
	});

	test('keys that the address adds and takes away count without a restart', async () => {
		vi.useFakeTimers({ toFake: ['Date'] });
		const [old, fresh] = [await keyPair(), await keyPair()];
		const keys = await keysAt([old.publicKey]);
		const server = await startServer({ AUTH_JWKS: keys.url });
		await grant(server, await old.sign());
		await expectRefused(ask(server, await fresh.sign()), 401, 'not signed by the login');
		keys.serve([fresh.publicKey]);
		vi.setSystemTime(Date.now() + 31_000);
		await grant(server, await fresh.sign());
		await expectRefused(ask(server, await old.sign()), 401, 'not signed by the login');
	});

	test('unknown keys do not make the server ask the address each time', async () => {
		const [known, unknown] = [await keyPair(), await keyPair()];
		const keys = await keysAt([known.publicKey]);
		const server = await startServer({ AUTH_JWKS: keys.url });
		for (let time = 0; time < 5; time += 1) await ask(server, await unknown.sign());
		expect(keys.asked()).toBe(1);
	});

	test('while the address is broken, pages are told to try again, and the operator reads why', async () => {
		const key = await keyPair();
		const keys = await keysAt([key.publicKey]);
		keys.breaks();
		const server = await startServer({ AUTH_JWKS: keys.url });
		const refused = ask(server, await key.sign());
		await expectRefused(refused, 503, 'the keys of the login cannot be read', 'network.tokenUnreachable');
		expect(server.logged[0]).toContain('AUTH_JWKS');
	});

	test('the keys of a file count as soon as it is written; while it is broken, those of before do', async () => {
		const [old, fresh] = [await keyPair(), await keyPair()];
		const { path, write } = await fileOf([old.publicKey]);
		const server = await startServer({ AUTH_JWKS: path });
		await grant(server, await old.sign());
		await write('{"keys": [');
		await grant(server, await old.sign());
		await write([fresh.publicKey]);
		await grant(server, await fresh.sign());
		await expectRefused(ask(server, await old.sign()), 401, 'not signed by the login');
	});

	test('a file with a private key, a shared secret, no key or no JSON ends the start', async () => {
		const { path, write } = await fileOf([]);
		const { publicKey } = await keyPair();
		for (const content of [[], [{ ...publicKey, d: 'private' }], [{ kty: 'oct', k: 'shared' }], 'keys']) {
			await write(content);
			await expect(startServer({ AUTH_JWKS: path })).rejects.toThrow(/^AUTH_JWKS must be /);
		}
	});
});

describe('without access control', () => {
	test('an access token is not looked at, and tokens name no person', async () => {
		const server = await startServer();
		for (const token of [null, await sign(), 'abc']) {
			const granted = (await (await ask(server, token)).json()) as TokenResponse;
			expect(granted.userID).toMatch(/^u[0-9a-f]{32}$/);
			expect(claimsOf(server, granted)).not.toHaveProperty('person');
		}
	});
});
