import { describe, expect, test } from 'vitest';
import { aServer, profile, type Person } from './support/server';

/** What `person` is told when `gone` goes: first the streams, then the user, both with the same reason. */
async function expectGone(person: Person, gone: Person, reason: string): Promise<void> {
	const streams = await person.hears('streams');
	expect(streams).toMatchObject({ update: 'DELETE', streams: [{ streamID: `${gone.me.userID}_camera` }], reason });
	expect(await person.hears('users')).toEqual({ t: 'users', update: 'DELETE', users: [profile(gone)], reason });
}

async function annAndBen(env: Record<string, string> = {}) {
	const server = await aServer(env);
	const [ann, ben] = [await server.member('Ann'), await server.member('Ben')];
	await ann.hears('users');
	await ben.publishes();
	await ann.hears('streams');
	return { server, ann, ben };
}

describe('the others are told why someone went', () => {
	test('left', async () => {
		const { ann, ben } = await annAndBen();
		ben.says({ t: 'logout' });
		expect(await ben.hears('loggedOut')).toEqual({ t: 'loggedOut' });
		await expectGone(ann, ben, 'left');
	});

	test('lost, at once when the socket closes', async () => {
		const { ann, ben } = await annAndBen();
		const before = performance.now();
		ben.vanishes();
		await expectGone(ann, ben, 'lost');
		expect(performance.now() - before).toBeLessThan(500);
	});

	test('lost, in under 3 s when the socket falls silent', async () => {
		const { ann, ben } = await annAndBen();
		const before = performance.now();
		ben.fallsSilent();
		await expectGone(ann, ben, 'lost');
		expect(performance.now() - before).toBeLessThan(3_000);
		expect(ann.beats).toBeGreaterThanOrEqual(2);
	});

	test('elsewhere, and the first is kicked when the user logs in with another session', async () => {
		const { server, ann, ben } = await annAndBen();
		const again = await server.person('Ben', { seat: ben.me.seat, sessionID: 'another-window' });
		expect(again.me.userID).toBe(ben.me.userID);
		expect((await again.joins()).users).toEqual([profile(ann)]);

		expect(await ben.hears('kicked')).toMatchObject({ code: 'kicked.elsewhere' });
		expect(await ben.isCutOff()).toBe(4001);
		await expectGone(ann, ben, 'elsewhere');
		expect(await ann.hears('users')).toEqual({ t: 'users', update: 'ADD', users: [profile(again)], reason: null });
		await ann.heardNothing();
		expect(server.call.rooms.stats.members).toBe(2);
	});

	test('kicked, by the host', async () => {
		const { server, ann, ben } = await annAndBen();
		expect(server.call.rooms.kick(ben.me.roomID, ben.me.userID)).toBe(true);
		expect(await ben.hears('kicked')).toMatchObject({ code: 'kicked.byHost' });
		expect(await ben.isCutOff()).toBe(4001);
		await expectGone(ann, ben, 'kicked');
		await ann.heardNothing();
	});

	test('kicked is kicked: nothing more is heard from that socket', async () => {
		const { server, ann, ben } = await annAndBen();
		ben.hangs();
		server.call.rooms.kick(ben.me.roomID, ben.me.userID);
		ben.enters();
		ben.logsIn();
		await expectGone(ann, ben, 'kicked');
		// Cut off for its silence, since it does not answer the closing handshake.
		await expect.poll(() => server.call.rooms.stats.members, { timeout: 4_000 }).toBe(1);
		await ann.heardNothing();
	});

	test('removed, when the room is ended: everyone is sent away, the lobby sees why', async () => {
		const { server, ann, ben } = await annAndBen();
		const watcher = await server.person('Watcher');
		watcher.enters();
		await watcher.hears('lobby');
		expect(server.call.rooms.endRoom(ann.me.roomID)).toBe(true);
		for (const person of [ann, ben]) {
			expect(await person.hears('kicked')).toMatchObject({ code: 'kicked.roomEnded' });
			expect(await person.isCutOff()).toBe(4001);
			expect(person.unheard).toEqual([]);
		}
		const gone = await watcher.hears('users');
		expect(gone).toMatchObject({ update: 'DELETE', reason: 'removed' });
		expect(gone.users).toHaveLength(2);
		expect(server.call.rooms.stats).toEqual({ rooms: 0, members: 0 });
	});
});

test('everyone who answers beats stays, also in the lobby', async () => {
	const server = await aServer();
	const [ann, ben] = [await server.member('Ann'), await server.person('Ben')];
	ben.enters();
	await new Promise((resolve) => setTimeout(resolve, 3_500));
	expect(ann.beats).toBeGreaterThanOrEqual(3);
	expect(ben.beats).toBeGreaterThanOrEqual(3);
	await ann.isUpToDate();
	await ben.isUpToDate();
	expect(server.call.rooms.stats.members).toBe(1);
});

test('a server that was held up itself blames nobody', async () => {
	const server = await aServer();
	const ann = await server.member('Ann');
	// Nothing in this process runs for longer than silence is put up with, as when a laptop sleeps.
	Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2_700);
	await new Promise((resolve) => setTimeout(resolve, 600));
	await ann.heardNothing();
	expect(server.call.rooms.stats.members).toBe(1);
});
