import { expect, test } from 'vitest';
import { profile } from './support/person';
import { annAndBen, startServer } from './support/server';

test('the same session on a new socket resumes, and the others are told nothing', async () => {
	const { server, ann, ben } = await annAndBen();
	const streamID = await ben.publishes();
	await ben.parks('parked');
	await ann.catchesUp();

	const again = await server.comesBack(ben);
	again.enters();
	// Its own offer is not shown to it.
	expect(await again.hears('lobby')).toEqual({ t: 'lobby', users: [profile(ann)], offers: [], prepares: false });
	again.logsIn();
	expect((await again.hears('welcome')).users).toEqual([profile(ann)]);
	expect(await ben.isCutOff()).toBe(4002);
	await again.publishes();
	await ann.heardNothing();
	expect(server.call.rooms.stats.members).toBe(2);

	ann.signals(ben);
	expect(await again.hears('signal')).toMatchObject({ from: ann.me.userID });
	const cleo = await server.person('Cleo');
	cleo.enters();
	expect((await cleo.hears('lobby')).offers).toMatchObject([{ userID: ben.me.userID, offerID: 'parked' }]);
	cleo.logsIn();
	expect((await cleo.hears('welcome')).streams).toMatchObject([{ streamID }]);
});

test('a session that resumes keeps its name, so that those who were there and newcomers see the same', async () => {
	const { server, ann, ben } = await annAndBen();
	const again = await server.person('Eve', { seat: ben.me.seat, sessionID: ben.me.sessionID });
	await again.joins();
	await ann.heardNothing();
	const cleo = await server.person('Cleo');
	expect((await cleo.joins()).users).toContainEqual(profile(ben));
});

test('a stream that is not published again after a resume is withdrawn', async () => {
	const { server, ann, ben } = await annAndBen({}, { republishWithin: 150 });
	await ben.publishes('camera');
	const screen = await ben.publishes('screen');
	await ann.catchesUp();

	const again = await server.comesBack(ben);
	await again.joins();
	await again.publishes('camera');
	const streams = [{ streamID: screen }];
	expect(await ann.hears('streams')).toMatchObject({ update: 'DELETE', streams, reason: 'stopped' });
	await ann.heardNothing();
});

test('a session that was already lost is announced again', async () => {
	const { server, ann, ben } = await annAndBen();
	ben.vanishes();
	expect(await ann.hears('users')).toMatchObject({ update: 'DELETE', reason: 'lost' });
	await (await server.comesBack(ben)).joins();
	expect(await ann.hears('users')).toMatchObject({ update: 'ADD', users: [profile(ben)] });
});

test('a full room lets its members come back', async () => {
	const { server, ann } = await annAndBen({ MAX_MEMBERS: '2' });
	await (await server.comesBack(ann)).joins();
	expect(server.call.rooms.stats.members).toBe(2);
});

test('after a restart of the server everyone comes back under the same userID, and nobody is shown twice', async () => {
	const before = await startServer();
	const [ann, ben] = await before.members('Ann', 'Ben');
	await before.close();
	for (const person of [ann, ben]) {
		expect(await person.hears('closing')).toEqual({ t: 'closing' });
		expect(await person.isCutOff()).toBe(1012);
		// Nobody is told that the other was lost, because both come back.
		expect(person.unheard).toEqual([]);
	}

	const after = await startServer();
	const annAgain = await after.comesBack(ann);
	expect(annAgain.me.userID).toBe(ann.me.userID);
	// Without TOKEN_SECRET each process has a random secret, so the old token is refused.
	annAgain.enters(ann.me.token);
	expect(await annAgain.isRefused()).toBe('auth.tokenInvalid');
	expect((await annAgain.joins()).users).toEqual([]);
	expect((await (await after.comesBack(ben)).joins()).users).toEqual([profile(ann)]);
	expect(after.call.rooms.stats).toMatchObject({ rooms: 1, members: 2 });
});

test('a closing server refuses new sockets, and cuts off those that do not answer', async () => {
	const server = await startServer();
	const ann = await server.member('Ann');
	ann.hangs();
	const before = performance.now();
	const closed = server.call.close();
	await expect(server.openSocket()).rejects.toThrow('503');
	expect((await fetch(`${server.url}/healthz`)).status).toBe(503);
	await closed;
	expect(performance.now() - before).toBeLessThan(2_000);
});
