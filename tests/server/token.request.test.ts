import { describe, expect, onTestFinished, test } from 'vitest';
import type { TokenResponse } from '../../src/lib/api/token';
import { newSeat, seatOf } from '../../src/lib/server/seat';
import { answer, connection } from './attacks/raw';
import { ROOM, startServer, type TestServer } from './support/server';

async function grant(server: TestServer, options: { seat?: string; lifetime?: number } = {}): Promise<TokenResponse> {
	const response = await server.requestToken(ROOM, options);
	expect(response.status).toBe(200);
	expect(response.headers.get('cache-control')).toBe('no-store');
	return (await response.json()) as TokenResponse;
}

async function expectRefusal(response: Promise<Response>, status: number, code: string): Promise<void> {
	const answer = await response;
	expect(answer.status).toBe(status);
	expect(answer.headers.get('cache-control')).toBe('no-store');
	expect(await answer.json()).toEqual({ code, detail: expect.any(String) as string });
}

describe('a token', () => {
	test.each([
		['as long as asked for', 2, 2],
		['as configured when nothing is asked for', undefined, 60],
		['no longer than configured', 3_600, 60]
	])('is for this user and this room, and lives %s', async (_, lifetime, expiresIn) => {
		const server = await startServer({ TOKEN_LIFETIME: '60' });
		const granted = await grant(server, { ...(lifetime !== undefined && { lifetime }) });
		expect(granted.expiresIn).toBe(expiresIn);
		const verdict = server.call.tokens.verify(granted.token);
		if (!verdict.ok) return expect.fail(verdict.detail);
		const { issuedAt, expiresAt, ...claims } = verdict.claims;
		expect(claims).toEqual({ userID: granted.userID, roomID: ROOM, publish: true });
		expect(expiresAt - issuedAt).toBe(expiresIn);
	});

	test.each([
		['a lifetime of 0', { lifetime: 0 }, 400, 'config.badMessage'],
		['half a second', { lifetime: 0.5 }, 400, 'config.badMessage'],
		['an unknown key', { userID: 'somebody' }, 400, 'config.badMessage'],
		['null', 'null', 400, 'config.badMessage'],
		['broken JSON', '{', 400, 'config.badMessage'],
		['a room ID beside that of the address', { roomID: ROOM }, 400, 'config.badMessage'],
		['2,000 bytes', { seat: 'x'.repeat(2_000) }, 413, 'capacity.tooLarge'],
		['a seat that is too short', { seat: '!' }, 403, 'auth.seatInvalid'],
		['a seat of 33 letters', { seat: 'x'.repeat(33) }, 403, 'auth.seatInvalid']
	])('is refused for %s', async (_, body, status, code) => {
		const server = await startServer();
		await expectRefusal(server.requestToken(ROOM, body), status, code);
	});

	test.each([
		['no room ID', ''],
		['an empty one', '?room='],
		['one that is too long', `?room=${'x'.repeat(65)}`],
		['HTML', '?room=<script>alert(1)</script>'],
		['Arabic', '?room=غرفة-الاجتماع'],
		['two', `?room=${ROOM}&room=another-room`],
		['one whose letters are encoded', '?room=%72oom-of-the-test'],
		['one in capitals beside it', `?ROOM=another-room&room=${ROOM}`]
	])('is refused where the address has %s', async (_, query) => {
		const server = await startServer();
		const headers = { 'content-type': 'application/json' };
		const answer = fetch(`${server.url}/api/token${query}`, { method: 'POST', headers, body: '{}' });
		await expectRefusal(answer, 400, 'config.roomID');
	});

	test('is refused to a form on another site, which can only send other content types', async () => {
		const server = await startServer();
		const headers = { 'content-type': 'text/plain' };
		await expectRefusal(server.requestToken(ROOM, {}, headers), 415, 'config.badMessage');
	});

	test('is refused after REQUESTS_PER_MINUTE', async () => {
		const server = await startServer({ REQUESTS_PER_MINUTE: '3' });
		for (let time = 0; time < 3; time += 1) await grant(server);
		await expectRefusal(server.requestToken(ROOM), 429, 'capacity.tooFast');
	});
});

describe('a seat', () => {
	test('is new for each tab and keeps its userID, also on another server', async () => {
		const [server, restarted] = [await startServer(), await startServer()];
		const [first, second] = [await grant(server), await grant(server)];
		expect(first.userID).not.toBe(second.userID);
		for (const each of [server, restarted]) {
			expect(await grant(each, { seat: first.seat })).toMatchObject({ userID: first.userID, seat: first.seat });
		}
	});

	test('on ZEGO, is renewed by any process with the same settings, whichever gave the first token', async () => {
		const zego = { ZEGO_APP_ID: '42', ZEGO_SERVER_SECRET: '0123456789abcdef0123456789abcdef' };
		const servers = [await startServer(zego), await startServer(zego)] as const;
		const { seat, userID, token } = await grant(servers[0]);
		const renewed = await grant(servers[1], { seat });
		expect(renewed.userID).toBe(userID);
		for (const { call } of servers)
			for (const one of [token, renewed.token])
				expect(call.tokens.verify(one)).toMatchObject({ ok: true, claims: { userID, roomID: ROOM } });
	});

	test("cannot be made for someone else's userID: neither the userID nor a seat with one changed letter is one", async () => {
		const server = await startServer();
		const { seat, userID } = await grant(server);
		await expectRefusal(server.requestToken(ROOM, { seat: userID }), 403, 'auth.seatInvalid');
		for (let index = 0; index < seat.length; index += 1) {
			const letter = seat.charAt(index) === 'A' ? 'B' : 'A';
			expect(seatOf(seat.slice(0, index) + letter + seat.slice(index + 1))?.userID).not.toBe(userID);
		}
	});

	test('holds 192 random bits, and its userID has no underscore, which separates user and stream', () => {
		const { seat, userID } = newSeat();
		expect(newSeat().seat).not.toBe(seat);
		expect(Buffer.from(seat, 'base64url')).toHaveLength(24);
		expect(userID).toMatch(/^u[0-9a-f]{32}$/);
	});
});

test('a request whose client hangs up halfway is refused, and is no error of the server', async () => {
	const server = await startServer();
	const socket = await connection(server);
	const headers = ['Host: call.example.org', 'Content-Type: application/json', 'Content-Length: 2'];
	socket.write([`POST /api/token?room=${ROOM} HTTP/1.1`, ...headers, '', '{'].join('\r\n'), () => socket.destroy());
	await expect.poll(() => server.logged.map((line) => JSON.parse(line) as object)).toHaveLength(1);
	expect(server.logged[0]).toContain('the body has not arrived');
	await expect.poll(() => server.connections()).toBe(0);
});

test('a body without end is refused, and its connection closed', async () => {
	const server = await startServer();
	const socket = await connection(server);
	const headers = ['Host: call.example.org', 'Content-Type: application/json', 'Transfer-Encoding: chunked'];
	socket.write([`POST /api/token?room=${ROOM} HTTP/1.1`, ...headers, '', ''].join('\r\n'));
	const chunks = setInterval(() => socket.write(`400\r\n${' '.repeat(1_024)}\r\n`), 20);
	onTestFinished(() => clearInterval(chunks));
	expect(await answer(socket)).toMatch(/^HTTP\/1.1 413 /);
});
