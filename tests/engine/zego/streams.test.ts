import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { failureOf, type Person } from './person';
import { Stage } from './stage';

let stage: Stage;
beforeAll(async () => {
	stage = await Stage.open();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

/** Both in a room, everything on. */
async function pair(): Promise<[Person, Person]> {
	const room = stage.newRoom();
	const [ann, bob] = await Promise.all([stage.person('ann'), stage.person('bob')]);
	await Promise.all([ann.do('check'), bob.do('check')]);
	await Promise.all([ann.join(room), bob.join(room)]);
	return [ann, bob];
}
const status = (of: string, device: 'camera' | 'microphone', status: 'OPEN' | 'MUTE') => (event: object) =>
	expect.objectContaining({ streamID: of, device, status }).asymmetricMatch(event);

describe('pictures and sound', () => {
	test('go both ways, stop when they are turned off, and come back', async () => {
		const [ann, bob] = await pair();
		await Promise.all([ann.sees(bob.streamID), bob.sees(ann.streamID)]);
		await Promise.all([ann.hearsSoundOf(bob.streamID), bob.hearsSoundOf(ann.streamID)]);

		await ann.do('close', 'camera');
		expect(await ann.do('tracks', 'preview')).toEqual(['audio live']);
		expect((await ann.do('leftovers')).tracks).toBe(1);
		await bob.hears('remote.device', status(ann.streamID, 'camera', 'MUTE'));
		await ann.do('open', 'camera');
		await bob.hears('remote.device', status(ann.streamID, 'camera', 'OPEN'));
		await bob.sees(ann.streamID);

		await ann.do('close', 'microphone');
		await bob.hears('remote.device', status(ann.streamID, 'microphone', 'MUTE'));
		await vi.waitFor(async () => expect(await bob.do('loudness', ann.streamID)).toBeLessThan(3), { timeout: 10_000 });
		await ann.do('open', 'microphone');
		await bob.hears('remote.device', status(ann.streamID, 'microphone', 'OPEN'));
		await bob.hearsSoundOf(ann.streamID);
	});

	test('of a camera that comes late arrive all the same', async () => {
		const room = stage.newRoom();
		const [ann, bob] = await Promise.all([stage.person('ann'), stage.person('bob')]);
		await bob.join(room, []);
		await ann.join(room, ['microphone']);
		await bob.hearsSoundOf(ann.streamID);
		await bob.hears('remote.device', status(ann.streamID, 'camera', 'MUTE'));
		await ann.do('open', 'camera');
		await bob.sees(ann.streamID);
		await bob.hears('remote.device', status(ann.streamID, 'camera', 'OPEN'));
	});

	test('of a camera that is opened while publishing is still being asked for arrive too', async () => {
		const room = stage.newRoom();
		const [ann, bob] = await Promise.all([stage.person('ann'), stage.person('bob')]);
		await bob.join(room, []);
		stage.cloud.faults.add('createSession', { do: 'delay', ms: 600 }, { userID: ann.userID, times: 1 });
		await ann.do('open', 'microphone');
		await ann.do('login', ann.ticket(room), true);
		await ann.hears('publisher.PUBLISH_REQUESTING');
		await ann.do('open', 'camera');
		await bob.sees(ann.streamID);
		await bob.hearsSoundOf(ann.streamID);
	});

	test('of a device that was turned off before the call are off in it', async () => {
		const room = stage.newRoom();
		const [ann, bob] = await Promise.all([stage.person('ann'), stage.person('bob')]);
		for (const device of ['camera', 'microphone'] as const) {
			await ann.do('open', device);
			await ann.do('close', device);
		}
		await Promise.all([bob.join(room, []), ann.join(room, ['camera'])]);
		await bob.sees(ann.streamID);
		await bob.hears('remote.device', status(ann.streamID, 'microphone', 'MUTE'));
		await ann.do('open', 'microphone');
		await bob.hearsSoundOf(ann.streamID);
	});

	test('come back when a device was pulled out and another is taken', async () => {
		const [ann, bob] = await pair();
		await bob.sees(ann.streamID);
		await ann.do('unplug', 'camera');
		expect((await ann.hears('device.lost')).failure.code).toBe('device.unplugged');
		await bob.hears('remote.device', status(ann.streamID, 'camera', 'MUTE'));
		await ann.do('open', 'camera');
		await bob.sees(ann.streamID);
	});

	test('of a screen are a stream of its own, until the browser ends it', async () => {
		const [ann, bob] = await pair();
		await ann.do('share');
		await ann.do('publish', 'screen');
		await bob.sees(ann.screenID);
		await bob.sees(ann.streamID);
		await ann.page.evaluate(() => {
			const { performer } = window as unknown as { performer: { media: { get(id: string): MediaStream } } };
			for (const track of performer.media.get('my-screen').getVideoTracks()) track.dispatchEvent(new Event('ended'));
		});
		await ann.hears('screen.ended');
		await ann.do('unpublish', 'screen');
		const gone = await bob.hears('room.streamUpdate', ({ update }) => update === 'DELETE');
		expect(gone).toMatchObject({ streams: [{ streamID: ann.screenID }], reason: 'stopped' });
		expect(await bob.do('tracks', ann.screenID)).toEqual([]);
		await bob.sees(ann.streamID);
	});
});

describe('publishing', () => {
	test('is stopped and done again', async () => {
		const [ann, bob] = await pair();
		await bob.sees(ann.streamID);
		await ann.do('unpublish');
		await ann.hears('publisher.NO_PUBLISH', ({ failure }) => failure === null);
		await bob.hears('room.streamUpdate', ({ update }) => update === 'DELETE');
		expect(await bob.do('tracks', ann.streamID)).toEqual([]);
		await ann.do('publish');
		await bob.sees(ann.streamID);
	});

	test('is refused before the login, twice, under a bad name, and with nothing to send', async () => {
		const ann = await stage.person('ann');
		expect((await failureOf(ann.do('publishAs', ann.streamID))).code).toBe('config.invalid');
		await ann.do('open', 'microphone');
		expect((await failureOf(ann.do('publishAs', ann.streamID))).code).toBe('config.notLoggedIn');
		expect((await failureOf(ann.do('play', 'x'))).code).toBe('config.notLoggedIn');
		await ann.do('login', ann.ticket(stage.newRoom()));
		await ann.hears('room.LOGINED');
		await ann.do('publishAs', ann.streamID);
		await ann.hears('publisher.PUBLISHING');
		expect((await failureOf(ann.do('publishAs', ann.streamID))).code).toBe('config.invalid');
		expect((await failureOf(ann.do('publishAs', 'no spaces, please'))).code).toBe('config.streamID');
	});

	test('fails under an ID that is taken, and where it is forbidden', async () => {
		const [ann, bob] = await pair();
		await bob.do('unpublish');
		await bob.do('publishAs', ann.streamID);
		await bob.hears('publisher.NO_PUBLISH', ({ failure }) => failure?.code === 'stream.duplicate');
		await ann.hears('publisher.PUBLISHING');
		await stage.cloud.media.expel(ann.streamID, 'forbidden');
		await ann.hears('publisher.NO_PUBLISH', ({ failure }) => failure?.code === 'stream.forbidden');
	});

	test('goes on trying while media signalling does not answer', async () => {
		stage.cloud.faults.add('createSession', { do: 'swallow' }, { times: 1 });
		const ann = await stage.person('ann');
		await ann.do('open', 'camera');
		await ann.do('login', ann.ticket(stage.newRoom()), true);
		await ann.hears('publisher.PUBLISH_REQUESTING', ({ failure }) => failure?.code === 'stream.timeout');
		await ann.hears('publisher.PUBLISHING');
	});
});

describe('playing', () => {
	test('a stream nobody sends is asked for again and again, until it is stopped', async () => {
		const ann = await stage.person('ann');
		await ann.join(stage.newRoom(), []);
		void ann.do('play', 'nobody_camera').catch(() => undefined);
		await ann.hears('player.PLAY_REQUESTING', ({ failure }) => failure?.code === 'stream.notFound');
	});
});
