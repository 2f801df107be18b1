/** What ZEGO's servers do at the wrong moment: before the last thing that was asked for is done. */
import { describe, expect } from 'vitest';
import en from '../../messages/en.json';
import { streamIDOf } from '../../machines/stream';
import type { Person } from './support/person';
import { test } from './support/zego';

const FULL = 1105;
/** The server's own code for someone who is logged in elsewhere by now. */
const REPLACED = 50013;
/** Logging out is given up after 2 s; the page has a second for the rest. */
const BOUND = 3_000;

async function leaves(person: Person): Promise<void> {
	const pressed = await person.endsCall();
	expect((await person.happens('state', 'destroyed')) - pressed).toBeLessThan(BOUND);
	await person.reads(en.end_left);
	await person.leavesNothingOpen(10_000);
}

describe('leaving', () => {
	test('while the login is not answered, with devices that come and go meanwhile', async ({ people, cloud }) => {
		cloud.faults.add('login', { do: 'swallow' });
		const ann = await people.arrives('Ann', { hardware: {} });
		await ann.presses(en.start_call);
		await ann.isIn('loggingIn');
		const pressed = await ann.endsCall();
		await ann.page.evaluate(() => {
			window.hardware.unplug('camera');
			window.hardware.plugIn('camera');
		});
		await ann.forbids('microphone');
		expect((await ann.happens('state', 'destroyed')) - pressed).toBeLessThan(BOUND);
		await ann.leavesNothingOpen(10_000);
		cloud.faults.clear();
	});

	test('while the stream is not taken', async ({ people, cloud }) => {
		cloud.faults.add('createSession', { do: 'swallow' });
		const ann = await people.arrives('Ann');
		await ann.presses(en.start_call);
		await ann.isIn('publishing');
		await leaves(ann);
		cloud.faults.clear();
	});

	test('while nothing is in reach', async ({ people, cloud }) => {
		const ann = await people.arrives('Ann', { clocked: true });
		await ann.startsCall();
		ann.expectsErrors(/WebSocket connection/, /net::ERR/);
		await cloud.goAway();
		await ann.hurriesTo('reconnecting');
		await leaves(ann);
		await cloud.comeBack();
	});
});

describe('while the stream is not taken', () => {
	test('the host removes the person', async ({ people, cloud }) => {
		cloud.faults.add('createSession', { do: 'swallow' });
		const ann = await people.arrives('Ann');
		await ann.presses(en.start_call);
		await ann.isIn('publishing');
		cloud.kick(await ann.userID(), 'byServer');
		await ann.isIn('destroyed');
		await ann.reads(en.kicked_byHost);
		await ann.leavesNothingOpen(10_000);
		cloud.faults.clear();
	});

	test('someone comes, and the servers go: all is there when they are back', async ({ people, cloud }) => {
		cloud.faults.add('createSession', { do: 'swallow' }, { times: 1 });
		const ann = await people.arrives('Ann', { clocked: true });
		ann.expectsErrors(/WebSocket connection/, /net::ERR/);
		await ann.presses(en.start_call);
		await ann.isIn('publishing');
		const ben = await people.arrives('Ben');
		ben.expectsErrors(/WebSocket connection/, /net::ERR/);
		await ben.startsCall();
		await ann.seesPictureOf(ben);
		await cloud.goAway();
		await ann.hurriesTo('reconnecting');
		await cloud.comeBack();
		await ann.hurriesTo('inCall');
		await Promise.all([ann.seesPictureOf(ben), ben.seesPictureOf(ann)]);
	});
});

test('a stream that the server forbids says so, and is sent when asked for again', async ({ people, cloud }) => {
	const [ann, ben] = await people.inCall('Ann', 'Ben');
	await ann.seesPictureOf(ben);
	await cloud.media.expel(streamIDOf(await ben.userID(), 'camera'), 'forbidden');
	await ben.reads(en.stream_forbidden);
	await ben.presses(en.try_again);
	await Promise.all([ben.doesNotRead(en.stream_forbidden), ann.seesPictureOf(ben)]);
	expect(await ben.state()).toBe('inCall');
});

describe('another room', () => {
	test('that is full ends the call, and says so', async ({ people, cloud }) => {
		const [ann] = await people.inCall('Ann');
		cloud.faults.add('login', { do: 'refuse', code: FULL }, { times: 1 });
		await ann.switchesRoom(`${people.room}-2`);
		await ann.isIn('destroyed');
		await ann.reads(en.capacity_roomFull);
	});

	test('whose token is on its way when the servers go: the call comes back in the room it was in', async ({
		people,
		cloud
	}) => {
		const ann = await people.arrives('Ann', { clocked: true });
		await ann.startsCall();
		ann.expectsErrors(/WebSocket connection/, /net::ERR/);
		await cloud.goAway();
		// The token is waited for no longer than the SDK takes to say that nothing is in reach.
		await ann.page.clock.fastForward(4_000);
		await ann.holds('token');
		await ann.switchesRoom(`${people.room}-2`);
		await ann.hurriesTo('reconnecting');
		ann.letsGo();
		await cloud.comeBack();
		await ann.hurriesTo('inCall');
		await ann.doesNotRead(`${people.room}-2`);
	});
});

describe('on the way back', () => {
	test('who was replaced meanwhile is told', async ({ people, cloud }) => {
		const [ann] = await people.inCall('Ann');
		cloud.faults.add('login', { do: 'refuse', code: REPLACED });
		cloud.dropLinks(await ann.userID());
		await ann.isIn('destroyed', 30_000);
		await ann.reads(en.kicked_elsewhere);
		cloud.faults.clear();
	});

	test('what has happened meanwhile is seen: who has gone, and who has come', async ({ people }) => {
		const ann = await people.arrives('Ann', { canLoseNetwork: true, clocked: true });
		await ann.startsCall();
		const [ben] = await people.inCall('Ben');
		await ann.seesPictureOf(ben);
		await ann.losesNetwork();
		await ben.endsCall();
		const [eve] = await people.inCall('Eve');
		await ann.hurriesTo('reconnecting');
		await ann.getsNetworkBack();
		await ann.hurriesTo('inCall');
		await Promise.all([ann.seesNobodyBut(eve), ann.seesPictureOf(eve), eve.seesPictureOf(ann)]);
	});
});
