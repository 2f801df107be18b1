/** What ZEGO's servers do at the wrong moment: before the last thing that was asked for is done. */
import { describe, expect } from 'vitest';
import en from '../../../../messages/en.json';
import { streamIDOf } from '../../../../machines/stream';
import type { Person } from '../../support/person';
import { openSharedTab } from '../../support/shared-tab';
import { goThroughTries } from '../../support/streams';
import { until } from '../../support/until';
import { test } from '../../support/zego';

const FULL = 1105;
/** The server's own code for someone who is logged in elsewhere by now. */
const REPLACED = 50013;
/** Minutes go by on the page. */
const LONG = { timeout: 120_000 };

async function leaves(person: Person): Promise<void> {
	await person.endsCall();
	await person.isIn('destroyed');
	await person.reads(en.end_left);
	await person.leavesNothingOpen(10_000);
}

test('a login that is never answered ends the call, and says so', async ({ people, cloud }) => {
	cloud.faults.add('login', { do: 'swallow' });
	const ann = await people.arrives('Ann', { fakeClock: true });
	await ann.presses(en.start_call);
	await ann.isIn('loggingIn');
	await ann.skipsTimeTo('destroyed');
	await ann.reads(en.network_loginTimeout);
	await ann.leavesNothingOpen(10_000);
});

test(
	'streams that never come, in either direction, are retried, given up, and retried when asked',
	LONG,
	async ({ people, cloud }) => {
		cloud.faults.add('createSession', { do: 'swallow' });
		const ann = await people.arrives('Ann', { fakeClock: true });
		/** In steps shorter than the shortest pause before a stream is tried again. */
		const skipsTimeUntil = (what: string, isSo: () => Promise<boolean>) => ann.skipsTimeUntil(what, isSo, 2_000);
		await ann.presses(en.start_call);
		await ann.isIn('publishing');
		const annID = await ann.userID();
		cloud.faults.clear();
		cloud.faults.add('createSession', { do: 'swallow' }, { userID: annID });
		const losesRoom = () => cloud.dropLinks(annID);
		const benComes = async () => (await people.inCall('Ben'))[0];
		const [ben, are] = await goThroughTries({ ann, benComes, skipsTimeUntil, losesRoom });
		cloud.faults.clear();
		losesRoom();
		await until('both are there', are('playing', 'playing'), 15_000);
		await Promise.all([ann.seesPictureOf(ben), ben.seesPictureOf(ann)]);
	}
);

describe('leaving works', () => {
	test('while the login is not answered, and devices are plugged in and unplugged meanwhile', async ({
		people,
		cloud
	}) => {
		cloud.faults.add('login', { do: 'swallow' });
		const ann = await people.arrives('Ann', { hardware: {} });
		await ann.presses(en.start_call);
		await ann.isIn('loggingIn');
		await ann.endsCall();
		await ann.page.evaluate(() => {
			window.hardware.put('camera', 'both', 'absent');
			window.hardware.put('camera', 'both', 'free');
		});
		await ann.withdrawsPermission('microphone');
		await ann.isIn('destroyed');
		await ann.leavesNothingOpen(10_000);
	});

	test('while publishing is not answered', async ({ people, cloud }) => {
		cloud.faults.add('createSession', { do: 'swallow' });
		const ann = await people.arrives('Ann');
		await ann.presses(en.start_call);
		await ann.isIn('publishing');
		await leaves(ann);
	});

	test('while no server can be reached', async ({ people, cloud }) => {
		const ann = await people.arrives('Ann', { fakeClock: true });
		await ann.startsCall();
		ann.expectsErrors(/WebSocket connection/, /net::ERR/);
		await cloud.goAway();
		await ann.skipsTimeTo('reconnecting');
		await leaves(ann);
	});
});

describe('while publishing is not answered', () => {
	test('the host removes the person: the call ends and says so', async ({ people, cloud }) => {
		cloud.faults.add('createSession', { do: 'swallow' });
		const ann = await people.arrives('Ann');
		await ann.presses(en.start_call);
		await ann.isIn('publishing');
		cloud.kick(await ann.userID(), 'byServer');
		await ann.isIn('destroyed');
		await ann.reads(en.kicked_byHost);
		await ann.leavesNothingOpen(10_000);
	});

	test('someone joins and the servers go away: both see each other when the servers are back', async ({
		people,
		cloud
	}) => {
		cloud.faults.add('createSession', { do: 'swallow' }, { times: 1 });
		const ann = await people.arrives('Ann', { fakeClock: true });
		ann.expectsErrors(/WebSocket connection/, /net::ERR/);
		await ann.presses(en.start_call);
		await ann.isIn('publishing');
		const ben = await people.arrives('Ben');
		ben.expectsErrors(/WebSocket connection/, /net::ERR/);
		await ben.startsCall();
		await ann.seesPictureOf(ben);
		await cloud.goAway();
		await ann.skipsTimeTo('reconnecting');
		await cloud.comeBack();
		await ann.skipsTimeTo('inCall');
		await Promise.all([ann.seesPictureOf(ben), ben.seesPictureOf(ann)]);
	});
});

test('streams that the server forbids are explained, and sent when the person tries again', async ({
	people,
	cloud
}) => {
	const [ann, ben] = await people.inCall('Ann', 'Ben');
	await openSharedTab(ben.context);
	await ben.page.bringToFront();
	await ben.presses(en.share_screen);
	const seen = () => Promise.all([ann.seesPictureOf(ben), ann.seesPictureOf(ben, 'screen')]);
	await seen();
	const userID = await ben.userID();
	for (const source of ['screen', 'camera'] as const) await cloud.media.expel(streamIDOf(userID, source), 'forbidden');
	await ben.reads(en.stream_forbidden);
	await ben.presses(en.try_again);
	await ben.doesNotRead(en.stream_forbidden);
	await seen();
	expect(await ben.state()).toBe('inCall');
});

test('a picture that stops is waited for, then requested again until it is back', async ({ people, cloud }) => {
	const ann = await people.arrives('Ann', { fakeClock: true });
	await ann.startsCall();
	const [ben] = await people.inCall('Ben');
	await ann.seesPictureOf(ben);
	const [me, streamID] = [await ann.userID(), streamIDOf(await ben.userID(), 'camera')];
	cloud.faults.add('createSession', { do: 'swallow' }, { userID: me });
	await cloud.media.closeAll((session) => session.userID === me && session.streamID === streamID);
	const isIn = (state: string) => async () => (await ann.streamsOf(ben))[0] === state;
	await ann.skipsTimeUntil('nothing comes', isIn('stalled'));
	await ann.skipsTimeUntil('they are given up for the moment', isIn('retrying'));
	cloud.faults.clear();
	await ann.skipsTimeUntil('they are back', isIn('playing'));
	await ann.seesPictureOf(ben);
});

describe('switching to another room', () => {
	test('that is full leads back to the room that was left, with a note', async ({ people, cloud }) => {
		const [ann, ben] = await people.inCall('Ann', 'Ben');
		cloud.faults.add('login', { do: 'refuse', code: FULL }, { times: 1 });
		await ann.switchesRoom(`${people.room}-2`);
		await ann.reads(en.capacity_roomFull);
		await ann.seesPictureOf(ben);
		await ben.seesPictureOf(ann);
		expect(new URL(ann.page.url()).pathname).toBe(`/call/${people.room}`);
	});

	test('that never answers ends the call, and a rejoin leads to the room that was left', async ({ people, cloud }) => {
		const ann = await people.arrives('Ann', { fakeClock: true });
		await ann.startsCall();
		cloud.faults.add('login', { do: 'swallow' }, { times: 1 });
		await ann.switchesRoom(`${people.room}-2`);
		await ann.skipsTimeTo('destroyed');
		await ann.reads(en.network_loginTimeout);
		await ann.presses(en.rejoin);
		await ann.isIn('inCall');
		await ann.reads(people.room);
	});

	test('while the servers go away: the call comes back in its old room', async ({ people, cloud }) => {
		const ann = await people.arrives('Ann', { fakeClock: true });
		await ann.startsCall();
		ann.expectsErrors(/WebSocket connection/, /net::ERR/);
		await cloud.goAway();
		// The token is waited for no longer than the SDK takes to say that nothing is in reach.
		await ann.page.clock.fastForward(4_000);
		await ann.holds('token');
		await ann.switchesRoom(`${people.room}-2`);
		await ann.skipsTimeTo('reconnecting');
		ann.releases();
		await cloud.comeBack();
		await ann.skipsTimeTo('inCall');
		await ann.doesNotRead(`${people.room}-2`);
	});
});

describe('after an outage', () => {
	test('a person whose user logged in elsewhere meanwhile is told so', async ({ people, cloud }) => {
		const [ann] = await people.inCall('Ann');
		cloud.faults.add('login', { do: 'refuse', code: REPLACED });
		cloud.dropLinks(await ann.userID());
		await ann.isIn('destroyed', 30_000);
		await ann.reads(en.kicked_elsewhere);
	});
});
