import { describe, expect, test } from 'vitest';
import { newSeat, seatOf } from '../../src/lib/server/seat';
import { aServer, ROOM, type TestServer } from './support/server';

interface Grant {
	userID: string;
	seat: string;
	token: string;
	expiresIn: number;
}

const granted = async (response: Promise<Response>) => (await (await response).json()) as Grant;

async function expectRefusal(response: Promise<Response>, status: number, code: string): Promise<void> {
	const answer = await response;
	expect(answer.status).toBe(status);
	expect(answer.headers.get('cache-control')).toBe('no-store');
	expect(await answer.json()).toEqual({ code, detail: expect.any(String) as string });
}

describe('a token', () => {
	test('is for this user, this room, and not for long', async () => {
		const server = await aServer({ TOKEN_LIFETIME: '60' });
		const response = await server.asksForToken({ roomID: ROOM });
		expect(response.status).toBe(200);
		expect(response.headers.get('cache-control')).toBe('no-store');
		const grant = (await response.json()) as Grant;
		expect(grant.expiresIn).toBe(60);
		const verdict = server.call.tokens.verify(grant.token);
		expect(verdict).toMatchObject({ ok: true, claims: { userID: grant.userID, roomID: ROOM, publish: true } });
		if (verdict.ok) expect(verdict.claims.expiresAt - verdict.claims.issuedAt).toBe(60);
	});

	test.each([
		[2, 2],
		[60, 60],
		[3_600, 60]
	])('is for %i seconds when asked for, and never for longer than the policy', async (lifetime, expiresIn) => {
		const server = await aServer({ TOKEN_LIFETIME: '60' });
		const grant = await granted(server.asksForToken({ roomID: ROOM, lifetime }));
		expect(grant.expiresIn).toBe(expiresIn);
		const verdict = server.call.tokens.verify(grant.token);
		if (!verdict.ok) return expect.fail(verdict.detail);
		expect(verdict.claims.expiresAt - verdict.claims.issuedAt).toBe(expiresIn);
	});

	test.each([
		['no life at all', { roomID: ROOM, lifetime: 0 }, 400, 'config.badMessage'],
		['half a second', { roomID: ROOM, lifetime: 0.5 }, 400, 'config.badMessage'],
		['no room', {}, 400, 'config.roomID'],
		['an empty room ID', { roomID: '' }, 400, 'config.roomID'],
		['too long a room ID', { roomID: 'x'.repeat(65) }, 400, 'config.roomID'],
		['HTML for a room ID', { roomID: '<script>alert(1)</script>' }, 400, 'config.roomID'],
		['emoji for a room ID', { roomID: '🏠🏠🏠' }, 400, 'config.roomID'],
		['right-to-left for a room ID', { roomID: 'غرفة-الاجتماع' }, 400, 'config.roomID'],
		['a number for a room ID', { roomID: 12345 }, 400, 'config.roomID'],
		['a key too many', { roomID: ROOM, userID: 'somebody' }, 400, 'config.badMessage'],
		['no object', 'null', 400, 'config.badMessage'],
		['no JSON', '{', 400, 'config.badMessage'],
		['too much', { roomID: ROOM, seat: 'x'.repeat(2_000) }, 413, 'capacity.tooLarge'],
		['no seat', { roomID: ROOM, seat: '!' }, 403, 'auth.seatInvalid'],
		['something else for a seat', { roomID: ROOM, seat: 'x'.repeat(33) }, 403, 'auth.seatInvalid']
	])('is not given for %s', async (_, body, status, code) => {
		const server = await aServer();
		await expectRefusal(server.asksForToken(body), status, code);
	});

	test('is not given to a form of another site', async () => {
		const server = await aServer();
		const plain = { 'content-type': 'text/plain' };
		await expectRefusal(server.asksForToken({ roomID: ROOM }, plain), 415, 'config.badMessage');
	});

	test('is not given too often', async () => {
		const server = await aServer({ REQUESTS_PER_MINUTE: '3' });
		for (let time = 0; time < 3; time += 1) expect((await server.asksForToken({ roomID: ROOM })).status).toBe(200);
		await expectRefusal(server.asksForToken({ roomID: ROOM }), 429, 'capacity.tooFast');
	});
});

describe('a seat', () => {
	const seats = (server: TestServer, seat?: string) =>
		granted(server.asksForToken({ roomID: ROOM, ...(seat !== undefined && { seat }) }));

	test('is new for each tab, and keeps its userID, also with another server', async () => {
		const [server, restarted] = [await aServer(), await aServer()];
		const [first, second] = [await seats(server), await seats(server)];
		expect(first.userID).not.toBe(second.userID);
		expect(await seats(server, first.seat)).toMatchObject({ userID: first.userID, seat: first.seat });
		expect(await seats(restarted, first.seat)).toMatchObject({ userID: first.userID });
	});

	test("cannot be made for someone else's userID: the userID is not a seat, nor is one with a changed letter", async () => {
		const server = await aServer();
		const ann = await seats(server);
		await expectRefusal(server.asksForToken({ roomID: ROOM, seat: ann.userID }), 403, 'auth.seatInvalid');
		for (let index = 0; index < ann.seat.length; index += 1) {
			const letter = ann.seat.charAt(index) === 'A' ? 'B' : 'A';
			const other = seatOf(ann.seat.slice(0, index) + letter + ann.seat.slice(index + 1));
			expect(other?.userID).not.toBe(ann.userID);
		}
	});

	test('holds 192 random bits and gives IDs that are free of the mark between user and stream', () => {
		const made = Array.from({ length: 1_000 }, newSeat);
		expect(new Set(made.map(({ seat }) => seat)).size).toBe(1_000);
		for (const { seat, userID } of made) {
			expect(Buffer.from(seat, 'base64url')).toHaveLength(24);
			expect(userID).toMatch(/^u[0-9a-f]{32}$/);
		}
	});
});

test('nobody enters as someone else: a token for oneself names no other user', async () => {
	const server = await aServer();
	const ann = await server.member('Ann');
	const mallory = await server.member('Mallory', { sessionID: ann.me.sessionID });
	expect((await ann.hears('users')).users).toMatchObject([{ userID: mallory.me.userID }]);
	await ann.heardNothing();
	expect(server.call.rooms.stats.members).toBe(2);
});
