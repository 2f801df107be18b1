import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Person } from './person';
import { Stage } from './stage';

let stage: Stage;
beforeAll(async () => {
	stage = await Stage.open();
});
afterEach(async () => {
	stage.cloud.rooms.ghostMs = 90_000;
	await stage.clear();
});
afterAll(() => stage.close());

async function pair(): Promise<[Person, Person]> {
	const room = stage.newRoom();
	const [ann, bob] = await Promise.all([stage.person('ann'), stage.person('bob')]);
	await Promise.all([ann.join(room), bob.join(room)]);
	await Promise.all([ann.sees(bob.streamID), bob.sees(ann.streamID)]);
	return [ann, bob];
}

describe('a kick-out', () => {
	test('by the host', async () => {
		const [ann, bob] = await pair();
		stage.cloud.kick(ann.userID, 'byServer', 'Out.');
		expect((await ann.hears('room.KICKOUT')).failure?.code).toBe('kicked.byHost');
		expect((await ann.hears('publisher.NO_PUBLISH')).failure?.code).toBe('kicked.byHost');
		expect(await bob.hears('room.streamUpdate', ({ update }) => update === 'DELETE')).toMatchObject({
			reason: 'kicked'
		});
		expect(await bob.hears('room.userUpdate', ({ update }) => update === 'DELETE')).toMatchObject({
			users: [{ userID: ann.userID, userName: 'ann' }],
			reason: 'kicked'
		});
		expect(await ann.reasons()).toEqual(['LOGINING', 'LOGINED', 'KICKOUT']);
	});

	test('by a login elsewhere; the newcomer stays', async () => {
		const [ann, bob] = await pair();
		const twin = await stage.person('ann', undefined, ann.userID);
		const { roomID } = await ann.hears('room.LOGINED');
		await twin.join(roomID);
		expect((await ann.hears('room.KICKOUT')).failure?.code).toBe('kicked.elsewhere');
		await bob.hears('room.userUpdate', ({ update, reason }) => update === 'DELETE' && reason === 'elsewhere');
		await bob.sees(twin.streamID);
		expect(await twin.reasons()).toEqual(['LOGINING', 'LOGINED']);
	});

	test('found out only on the way back', async () => {
		const ann = await stage.person('ann');
		await ann.join(stage.newRoom(), []);
		stage.cloud.faults.add('login', { do: 'refuse', code: 50013 });
		stage.cloud.dropLinks(ann.userID);
		expect((await ann.hears('room.KICKOUT')).failure).toMatchObject({
			code: 'kicked.elsewhere',
			detail: 'ZEGO 1002086'
		});
		expect(await ann.reasons()).not.toContain('LOGIN_FAILED');
	});
});

describe('an outage', () => {
	test('of a moment is over before anyone notices; media flows on', async () => {
		const [ann, bob] = await pair();
		stage.cloud.dropLinks(ann.userID);
		await bob.sees(ann.streamID);
		await ann.hears('room.RECONNECTED');
		expect(await ann.reasons()).toEqual(['LOGINING', 'LOGINED', 'RECONNECTING', 'RECONNECTED']);
		await Promise.all([ann.sees(bob.streamID), bob.sees(ann.streamID)]);
		expect(await bob.reasons()).toEqual(['LOGINING', 'LOGINED']);
		expect((await bob.told('room.userUpdate')).filter(({ update }) => update === 'DELETE')).toEqual([]);
	});

	test('of more than 8 s is told, and everything is as it was afterwards', async () => {
		const [ann, bob] = await pair();
		await stage.cloud.goAway();
		const told = await Promise.all([ann.hears('room.RECONNECTING'), bob.hears('room.RECONNECTING')]);
		for (const { failure } of told) expect(failure?.code).toBe('network.broken');
		await ann.sees(bob.streamID);
		await stage.cloud.comeBack();
		await Promise.all([ann.hears('room.RECONNECTED'), bob.hears('room.RECONNECTED')]);
		await Promise.all([ann.sees(bob.streamID), bob.sees(ann.streamID)]);
		await ann.do('leave');
		expect(await bob.hears('room.userUpdate', ({ update }) => update === 'DELETE')).toMatchObject({ reason: 'left' });
	});

	test('without end fails when the countdown is over; another login works', async () => {
		const ann = await stage.person('ann', ({ page }) => page.clock.install());
		const room = stage.newRoom();
		await ann.join(room, []);
		await stage.cloud.goAway();
		await vi.waitFor(
			async () => {
				await ann.page.clock.fastForward(5_000);
				expect(await ann.reasons()).toContain('RECONNECT_FAILED');
			},
			{ timeout: 30_000, interval: 50 }
		);
		expect((await ann.hears('room.RECONNECT_FAILED')).failure?.code).toBe('network.reconnectTimeout');
		const [from, to] = [await ann.hears('room.RECONNECTING'), await ann.hears('room.RECONNECT_FAILED')];
		expect(to.at - from.at).toBeLessThan(70_000);
		await stage.cloud.comeBack();
		await ann.do('login', ann.ticket(room));
		await ann.hears('room.LOGINED');
	});
});

describe('someone else', () => {
	test('who closes the tab has left; who crashes is lost, once the server gives up on them', async () => {
		const [ann, bob] = await pair();
		const cleo = await stage.person('cleo');
		const { roomID } = await bob.hears('room.LOGINED');
		await cleo.join(roomID, []);
		await cleo.sees(ann.streamID);

		await ann.vanish();
		await cleo.hears('room.streamUpdate', ({ update, reason }) => update === 'DELETE' && reason === 'left');
		await cleo.hears('room.userUpdate', ({ update, reason }) => update === 'DELETE' && reason === 'left');
		expect(await cleo.do('tracks', ann.streamID)).toEqual([]);

		stage.cloud.rooms.ghostMs = 300;
		await bob.crash();
		await cleo.hears('room.streamUpdate', ({ update, reason }) => update === 'DELETE' && reason === 'lost');
		await cleo.hears('room.userUpdate', ({ update, reason }) => update === 'DELETE' && reason === 'lost');
	});
});
