import { expect, test } from 'vitest';
import { profile, type Person } from './support/person';
import { annAndBen, ROOM, startServer } from './support/server';

/** Ben publishes a stream. */
async function benPublishes() {
	const { server, ann, ben } = await annAndBen();
	await ben.publishes();
	await ann.catchesUp();
	return { server, ann, ben };
}

/** `person` is told that the streams of `gone` are gone, then that the user is, both for the same reason. */
async function expectGone(person: Person, gone: Person, reason: string): Promise<void> {
	const streams = [{ streamID: `${gone.me.userID}_camera` }];
	expect(await person.hears('streams')).toMatchObject({ update: 'DELETE', streams, reason });
	expect(await person.hears('users')).toEqual({ t: 'users', update: 'DELETE', users: [profile(gone)], reason });
}

test.each<[string, (ben: Person) => void, string, number]>([
	['who logs out has left', (ben) => void ben.logsOut(), 'left', 500],
	['whose socket closes is lost at once', (ben) => ben.vanishes(), 'lost', 500],
	['whose socket is silent is lost within 3 s', (ben) => ben.hangs(), 'lost', 3_000]
])('%s', async (_, goes, reason, within) => {
	const { ann, ben } = await benPublishes();
	const before = performance.now();
	goes(ben);
	await expectGone(ann, ben, reason);
	expect(performance.now() - before).toBeLessThan(within);
});

test('who is kicked and hangs is gone at once, and its socket is cut off for its silence', async () => {
	const { server, ann, ben } = await benPublishes();
	ben.hangs();
	server.call.rooms.kick(ben.me.roomID, ben.me.userID);
	await expectGone(ann, ben, 'kicked');
	await expect.poll(() => server.call.rooms.stats.members, { timeout: 4_000 }).toBe(1);
	await ann.heardNothing();
});

test('a second session of the same user replaces the first, which is kicked', async () => {
	const { server, ann, ben } = await benPublishes();
	const again = await server.person('Ben', { seat: ben.me.seat, sessionID: 'another-window' });
	expect((await again.joins()).users).toEqual([profile(ann)]);

	expect(await ben.hears('kicked')).toMatchObject({ code: 'kicked.elsewhere' });
	expect(await ben.isCutOff()).toBe(4001);
	await expectGone(ann, ben, 'elsewhere');
	expect(await ann.hears('users')).toEqual({ t: 'users', update: 'ADD', users: [profile(again)], reason: null });
	await ann.heardNothing();
	expect(server.call.rooms.stats.members).toBe(2);
});

test('a second session of the only one in a room keeps the room: it counts, and stays locked', async () => {
	const server = await startServer();
	const ann = await server.member('Ann');
	server.call.rooms.setLocked(ROOM, true);
	const again = await server.person('Ann', { seat: ann.me.seat, sessionID: 'another-window' });
	await again.joins();
	await ann.isCutOff();
	expect(server.call.rooms.stats).toMatchObject({ rooms: 1, members: 1 });
	const ben = await server.person('Ben');
	ben.enters();
	expect(await ben.isRefused()).toBe('auth.roomLocked');
});

test('someone who answers beats stays, in the room or the lobby; so does someone with a busy page, whose browser answers pings', async () => {
	const server = await startServer();
	const [ann, ben] = [await server.member('Ann'), await server.watcher('Ben')];
	(await server.member('Cleo')).pageIsBusy();
	await new Promise((resolve) => setTimeout(resolve, 3_500));
	for (const person of [ann, ben]) {
		expect(person.beats).toBeGreaterThanOrEqual(3);
		await person.isUpToDate();
	}
	expect(server.call.rooms.stats.members).toBe(2);
});

test('after the server itself was blocked, nobody counts as silent', async () => {
	const server = await startServer();
	const ann = await server.member('Ann');
	// Blocks this process, as when a laptop sleeps.
	Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2_700);
	await new Promise((resolve) => setTimeout(resolve, 600));
	await ann.heardNothing();
	expect(server.call.rooms.stats.members).toBe(1);
});
