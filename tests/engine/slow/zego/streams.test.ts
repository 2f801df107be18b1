import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { DEVICE_KINDS } from '../../../../machines/device.kinds';
import { failureOf, heard } from '../../harness/person';
import { ZegoStage } from '../../harness/zego.stage';

let stage: ZegoStage;
beforeAll(async () => {
	stage = await ZegoStage.open();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

describe('pictures and sound', () => {
	test('of a camera that is opened before publishing is answered arrive', async () => {
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

	test('of a device that was turned off before the call stay off', async () => {
		const room = stage.newRoom();
		const [ann, bob] = await Promise.all([stage.person('ann'), stage.person('bob')]);
		for (const device of DEVICE_KINDS) {
			await ann.do('open', device);
			await ann.do('close', device);
		}
		await Promise.all([bob.join(room, []), ann.join(room, ['camera'])]);
		await bob.sees(ann.streamID);
		await bob.hears('remote.device', heard(ann, 'microphone', 'MUTE'));
		await ann.do('open', 'microphone');
		await bob.hearsSoundOf(ann.streamID);
	});

	test('of a camera that is opened after the microphone arrive', async () => {
		const room = stage.newRoom();
		const [ann, bob] = await Promise.all([stage.person('ann'), stage.person('bob')]);
		await Promise.all([bob.join(room, []), ann.join(room, ['microphone'])]);
		await bob.hears('remote.device', heard(ann, 'camera', 'MUTE'));
		await ann.do('open', 'camera');
		await bob.sees(ann.streamID);
		await bob.hears('remote.device', heard(ann, 'camera', 'OPEN'));
	});
});

describe('publishing', () => {
	test('is refused without devices, before the login, twice, and under a bad ID; forbidden by the server, it ends', async () => {
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
		await stage.cloud.media.expel(ann.streamID, 'forbidden');
		await ann.hears('publisher.NO_PUBLISH', ({ failure }) => failure?.code === 'stream.forbidden');
	});

	test('is retried while media signalling does not answer', async () => {
		stage.cloud.faults.add('createSession', { do: 'swallow' }, { times: 1 });
		const ann = await stage.person('ann', { fakeClock: true });
		await ann.do('open', 'camera');
		await ann.do('login', ann.ticket(stage.newRoom()), true);
		await ann.hears('room.LOGINED');
		await stage.passTime(ann, 6_000);
		await ann.hears('publisher.PUBLISH_REQUESTING', ({ failure }) => failure?.code === 'stream.timeout');
		await ann.hears('publisher.PUBLISHING');
	});
});

test('playing a stream that nobody publishes is retried', async () => {
	const ann = await stage.person('ann');
	await ann.join(stage.newRoom(), []);
	void ann.do('play', 'nobody_camera').catch(() => undefined);
	await ann.hears('player.PLAY_REQUESTING', ({ failure }) => failure?.code === 'stream.notFound');
});
