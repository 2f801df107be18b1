import { expect, test } from 'vitest';
import { annAndBen, ROOM, startServer, type TestServer } from './support/server';

const ADMIN_KEY = 'a-key-of-the-host';

const deletes = (server: TestServer, path: string, key = ADMIN_KEY) =>
	fetch(`${server.url}/api/rooms/${path}`, { method: 'DELETE', headers: { authorization: `Bearer ${key}` } });

test('the host removes one person: the person is kicked, the others see it, nothing more is accepted from them', async () => {
	const { server, ann, ben } = await annAndBen({ ADMIN_KEY });
	expect((await deletes(server, `${ROOM}/users/${ben.me.userID}`)).status).toBe(204);
	ben.enters();
	ben.logsIn();
	expect(await ben.hears('kicked')).toMatchObject({ code: 'kicked.byHost' });
	expect(await ben.isCutOff()).toBe(4001);
	expect(await ann.hears('users')).toMatchObject({ update: 'DELETE', reason: 'kicked' });
	await ann.heardNothing();
	expect((await deletes(server, `${ROOM}/users/${ben.me.userID}`)).status).toBe(404);
});

test('the host ends a room: everyone is kicked, and the lobby sees it', async () => {
	const server = await startServer({ ADMIN_KEY });
	const members = await server.members('Ann', 'Ben');
	const watcher = await server.watcher('Watcher');
	expect((await deletes(server, ROOM)).status).toBe(204);
	for (const person of members) {
		expect(await person.hears('kicked')).toMatchObject({ code: 'kicked.roomEnded' });
		expect(await person.isCutOff()).toBe(4001);
		expect(person.unheard).toEqual([]);
	}
	const { users, ...update } = await watcher.hears('users');
	expect(update).toMatchObject({ update: 'DELETE', reason: 'removed' });
	expect(users).toHaveLength(2);
	expect(await watcher.hears('kicked')).toMatchObject({ code: 'kicked.roomEnded' });
	expect(await watcher.isCutOff()).toBe(4001);
	const again = await deletes(server, ROOM);
	expect(again.status).toBe(404);
	expect(await again.json()).toMatchObject({ code: 'config.roomID' });
});

test('a wrong key is refused, and guessing is limited', async () => {
	const server = await startServer({ ADMIN_KEY, REQUESTS_PER_MINUTE: '10' });
	const ann = await server.member('Ann');
	for (const key of ['', 'wrong', `${ADMIN_KEY}!`]) {
		expect((await deletes(server, ROOM, key)).status).toBe(401);
		expect((await deletes(server, `${ROOM}/users/${ann.me.userID}`, key)).status).toBe(401);
	}
	const guesses = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((key) => deletes(server, ROOM, key)));
	expect(guesses.map(({ status }) => status)).toContain(429);
	await ann.heardNothing();
});

test('without ADMIN_KEY no key opens the API', async () => {
	const server = await startServer();
	await server.member('Ann');
	for (const key of ['undefined', 'null', '']) expect((await deletes(server, ROOM, key)).status).toBe(401);
	expect(server.call.rooms.stats.members).toBe(1);
});

test('/healthz counts rooms, members, lobbies and sockets', async () => {
	const server = await startServer();
	await server.member('Ann');
	await server.member('Ben', { roomID: 'another-room' });
	await server.watcher('Cleo', { roomID: 'an-empty-room' });
	const response = await fetch(`${server.url}/healthz`);
	expect(response.headers.get('cache-control')).toBe('no-store');
	expect(await response.json()).toEqual({
		status: 'ok',
		rooms: 2,
		members: 2,
		lobbies: 1,
		sockets: 3,
		saturation: 0.002
	});
});
