import { expect, test } from 'vitest';
import { aServer, ROOM, type TestServer } from './support/server';

const ADMIN_KEY = 'a-key-of-the-host';

const deletes = (server: TestServer, path: string, key = ADMIN_KEY) =>
	fetch(`${server.url}/api/rooms/${path}`, { method: 'DELETE', headers: { authorization: `Bearer ${key}` } });

test('the host sends one person away', async () => {
	const server = await aServer({ ADMIN_KEY });
	const [ann, ben] = [await server.member('Ann'), await server.member('Ben')];
	expect((await deletes(server, `${ROOM}/users/${ben.me.userID}`)).status).toBe(204);
	expect(await ben.hears('kicked')).toMatchObject({ code: 'kicked.byHost' });
	await ann.hears('users');
	expect(await ann.hears('users')).toMatchObject({ update: 'DELETE', reason: 'kicked' });
	expect((await deletes(server, `${ROOM}/users/${ben.me.userID}`)).status).toBe(404);
});

test('the host ends a room', async () => {
	const server = await aServer({ ADMIN_KEY });
	const ann = await server.member('Ann');
	expect((await deletes(server, ROOM)).status).toBe(204);
	expect(await ann.hears('kicked')).toMatchObject({ code: 'kicked.roomEnded' });
	const again = await deletes(server, ROOM);
	expect(again.status).toBe(404);
	expect(await again.json()).toMatchObject({ code: 'config.roomID' });
});

test('nobody else does', async () => {
	const server = await aServer({ ADMIN_KEY, REQUESTS_PER_MINUTE: '10' });
	const ann = await server.member('Ann');
	for (const key of ['', 'wrong', `${ADMIN_KEY}!`]) {
		expect((await deletes(server, ROOM, key)).status).toBe(401);
		expect((await deletes(server, `${ROOM}/users/${ann.me.userID}`, key)).status).toBe(401);
	}
	// Guessing is limited like everything else.
	const guesses = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((key) => deletes(server, ROOM, key)));
	expect(guesses.map(({ status }) => status)).toContain(429);
	await ann.heardNothing();
});

test('without a configured key there is no such address', async () => {
	const server = await aServer();
	await server.member('Ann');
	expect((await deletes(server, ROOM, 'undefined')).status).toBe(404);
	expect(server.call.rooms.stats.members).toBe(1);
});

test('health says how many are here, and no names', async () => {
	const server = await aServer();
	await server.member('Ann');
	await server.member('Ben', { roomID: 'another-room' });
	const response = await fetch(`${server.url}/healthz`);
	expect(response.headers.get('cache-control')).toBe('no-store');
	expect(await response.json()).toEqual({ status: 'ok', rooms: 2, members: 2 });
});
