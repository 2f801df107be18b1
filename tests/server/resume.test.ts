import { expect, test } from 'vitest';
import { aServer, profile, type Person, type TestServer } from './support/server';

/** The same tab on a new socket: same seat, same session. */
const back = (server: TestServer, person: Person) =>
	server.person(person.me.name, { seat: person.me.seat, sessionID: person.me.sessionID });

test('the same session resumes in silence on a new socket', async () => {
	const server = await aServer();
	const [ann, ben] = [await server.member('Ann'), await server.member('Ben')];
	const streamID = await ben.publishes();
	ben.says({ t: 'park', offerID: 'parked', sdp: 'v=0' });
	await ben.isUpToDate();
	await ann.isUpToDate();
	ann.unheard = [];

	const again = await back(server, ben);
	expect((await again.joins()).users).toEqual([profile(ann)]);
	expect(await ben.isCutOff()).toBe(4002);
	await again.publishes();
	await ann.heardNothing();
	expect(server.call.rooms.stats.members).toBe(2);

	ann.says({ t: 'signal', to: ben.me.userID, sessionID: ben.me.sessionID, signal: { candidate: null } });
	expect(await again.hears('signal')).toMatchObject({ from: ann.me.userID });

	const cleo = await server.person('Cleo');
	cleo.enters();
	expect((await cleo.hears('lobby')).offers).toMatchObject([{ userID: ben.me.userID, offerID: 'parked' }]);
	cleo.logsIn();
	expect((await cleo.hears('welcome')).streams).toMatchObject([{ streamID }]);
});

test('a stream that is not published again after a resume is withdrawn', async () => {
	const server = await aServer({}, { republishWithin: 150 });
	const [ann, ben] = [await server.member('Ann'), await server.member('Ben')];
	await ben.publishes('camera');
	const screen = await ben.publishes('screen');
	await ann.isUpToDate();
	ann.unheard = [];

	const again = await back(server, ben);
	await again.joins();
	await again.publishes('camera');
	expect(await ann.hears('streams')).toMatchObject({
		update: 'DELETE',
		streams: [{ streamID: screen }],
		reason: 'stopped'
	});
	await ann.heardNothing();
});

test('someone already removed is announced again', async () => {
	const server = await aServer();
	const [ann, ben] = [await server.member('Ann'), await server.member('Ben')];
	await ann.hears('users');
	ben.vanishes();
	expect(await ann.hears('users')).toMatchObject({ update: 'DELETE', reason: 'lost' });
	await (await back(server, ben)).joins();
	expect(await ann.hears('users')).toMatchObject({ update: 'ADD', users: [profile(ben)] });
});

test('one does not see oneself in the lobby while coming back', async () => {
	const server = await aServer();
	const ben = await server.member('Ben');
	ben.says({ t: 'park', offerID: 'mine', sdp: 'v=0' });
	await ben.isUpToDate();
	const again = await back(server, ben);
	again.enters();
	expect(await again.hears('lobby')).toEqual({ t: 'lobby', users: [], offers: [] });
});

test('coming back needs no free place in a full room', async () => {
	const server = await aServer({ MAX_MEMBERS: '2' });
	const [ann] = [await server.member('Ann'), await server.member('Ben')];
	await (await back(server, ann)).joins();
	const cleo = await server.person('Cleo');
	cleo.enters();
	cleo.logsIn();
	expect(await cleo.isRefused()).toBe('capacity.roomFull');
	expect(server.call.rooms.stats.members).toBe(2);
});

test('after a restart of the server people come back under the same userID, without ghosts', async () => {
	const before = await aServer();
	const [ann, ben] = [await before.member('Ann'), await before.member('Ben')];
	await ann.hears('users');
	await before.close();
	for (const person of [ann, ben]) {
		expect(await person.hears('closing')).toEqual({ t: 'closing' });
		expect(await person.isCutOff()).toBe(1012);
		// Nobody is told that the other was lost: both are coming back.
		expect(person.unheard).toEqual([]);
	}

	const after = await aServer();
	const annAgain = await back(after, ann);
	expect(annAgain.me.userID).toBe(ann.me.userID);
	// A random secret of each process: the old token is of no use, the seat is.
	annAgain.enters(ann.me.token);
	expect(await annAgain.isRefused()).toBe('auth.tokenInvalid');
	expect((await annAgain.joins()).users).toEqual([]);
	expect((await (await back(after, ben)).joins()).users).toEqual([profile(ann)]);
	expect(after.call.rooms.stats).toEqual({ rooms: 1, members: 2 });
});

test('a closing server takes nobody in and is closed in bounded time, also with sockets that do not answer', async () => {
	const server = await aServer();
	const ann = await server.member('Ann');
	ann.hangs();
	const before = performance.now();
	const closed = server.call.close();
	await expect(server.opensSocket()).rejects.toThrow('503');
	expect((await fetch(`${server.url}/healthz`)).status).toBe(503);
	await closed;
	expect(performance.now() - before).toBeLessThan(2_000);
});
