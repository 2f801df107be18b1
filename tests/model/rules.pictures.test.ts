/** The rules of how much of pictures a person wants, each as a story on the simulated engine. */
import { describe, expect, it } from 'vitest';
import { PICTURE_MODES, askedOf, type PictureMode } from '../../machines/pictures';
import { stateOf } from '../../src/lib/call/facts';
import { callView } from '../../src/lib/call/view';
import { arrange } from './harness/arrange';
import { ROOM, type Setting } from './harness/call';
import { ann, asked } from './harness/rules';

const CAMERA = 'ann_camera';
const SCREEN = 'ann_screen';

const withAnn = async (input: Setting['input'] = {}) => {
	const call = await arrange('inCall', { input });
	const { people } = call.engine.room;
	people.join(ROOM, ann);
	people.publish('ann');
	people.publish('ann', 'screen');
	await call.advance(500);
	return {
		call,
		chooses: async (pictures: PictureMode) => {
			call.actor.send({ type: 'user.choosePictures', pictures });
			await call.advance(500);
		},
		shown: async (height: number) => {
			call.actor.send({ type: 'page.streamResized', streamID: CAMERA, height });
			await call.advance(10_000);
		},
		heights: () => [CAMERA, SCREEN].map((streamID) => call.engine.player.heightOf(streamID)),
		view: () => callView(stateOf(call.actor.getSnapshot())),
		tile: (id: string) => callView(stateOf(call.actor.getSnapshot())).tiles.find((tile) => tile.id === id)
	};
};

describe('what is asked of others', () => {
	it.each([
		['automatic', [0, 90, 180, 360, 540, 720, 720]],
		['saveData', [0, 90, 90, 180, 360, 360, 360]],
		['best', [0, 180, 360, 540, 720, 1_080, 1_080]],
		['audioOnly', [0, 0, 0, 0, 0, 0, 0]]
	] as const)('of a camera, with “%s”, depends on how large it is shown', (mode, heights) => {
		const shown = [0, 90, 180, 360, 540, 720, 1_080] as const;
		expect(shown.map((height) => askedOf(CAMERA, height, mode))).toEqual(heights);
		expect(shown.map((height) => askedOf(SCREEN, height, mode))).toEqual(shown);
	});

	it('changes at once with the choice, for the size that is shown now', async () => {
		const { chooses, shown, heights } = await withAnn();
		await shown(700);
		expect(heights()).toEqual([720, 1_080]);
		for (const [mode, height] of [
			['saveData', 360],
			['audioOnly', 0],
			['best', 1_080],
			['automatic', 720]
		] as const) {
			await chooses(mode);
			expect(heights()).toEqual([height, 1_080]);
		}
	});

	it('of someone who comes later is as chosen before', async () => {
		const { heights } = await withAnn({ pictures: 'saveData' });
		expect(heights()).toEqual([180, 1_080]);
	});

	it('for sound only stays nothing, however large it is shown, until pictures are wanted', async () => {
		const { chooses, shown, heights, tile } = await withAnn({ pictures: 'audioOnly' });
		await shown(700);
		expect(heights()).toEqual([0, 1_080]);
		expect(tile(CAMERA)).toMatchObject({ state: 'playing', audioOnly: true });
		expect(tile(SCREEN)).toMatchObject({ audioOnly: false });
		await chooses('automatic');
		expect(heights()).toEqual([720, 1_080]);
		expect(tile(CAMERA)).toMatchObject({ audioOnly: false });
	});
});

describe('my own stream', () => {
	it('is limited by the choice before it is published, and by each choice after that', async () => {
		const { call, chooses } = await withAnn({ pictures: 'saveData' });
		for (const mode of PICTURE_MODES) await chooses(mode);
		expect(asked(call, 'setVideoConfig')).toEqual([360, 720, 360, 1_080, 360].map((most) => `me_camera ${most}`));
		const begun = call.engine.log.map(({ operation }) => operation);
		expect(begun.indexOf('setVideoConfig')).toBeLessThan(begun.indexOf('startPublishing'));
		expect(asked(call, 'startPublishing')).toHaveLength(1);
	});
});

describe('my camera', () => {
	const open = (call: Awaited<ReturnType<typeof withAnn>>['call']) => call.engine.hardware.openDevices;

	it('is off for sound only, and on again afterwards', async () => {
		const { call, chooses, view, tile } = await withAnn();
		await chooses('audioOnly');
		expect(open(call)).toEqual(['microphone']);
		expect(view().camera).toMatchObject({ shown: 'off', failure: null });
		expect(tile('me')).toMatchObject({ camera: false, audioOnly: true });
		await chooses('saveData');
		expect(open(call).toSorted()).toEqual(['camera', 'microphone']);
	});

	it('that was off stays off afterwards', async () => {
		const { call, chooses, tile } = await withAnn({ intents: { camera: false, microphone: true } });
		await chooses('audioOnly');
		expect(tile('me')).toMatchObject({ audioOnly: false });
		await chooses('automatic');
		expect(open(call)).toEqual(['microphone']);
	});

	it('that is turned off meanwhile stays off afterwards', async () => {
		const { call, chooses } = await withAnn();
		await chooses('audioOnly');
		call.actor.send({ type: 'user.turnOff', device: 'camera' });
		await chooses('automatic');
		expect(open(call)).toEqual(['microphone']);
	});

	it.each(['user.toggle', 'user.turnOn'] as const)(
		'that is turned on (%s) ends the choice of sound only',
		async (type) => {
			const { call, heights, view } = await withAnn({ pictures: 'audioOnly' });
			expect(open(call)).toEqual(['microphone']);
			call.actor.send({ type, device: 'microphone' });
			await call.advance(500);
			expect(view().pictures).toBe('audioOnly');
			call.actor.send({ type, device: 'camera' });
			await call.advance(500);
			expect(view().pictures).toBe('automatic');
			expect(open(call)).toContain('camera');
			expect(heights()).toEqual([360, 1_080]);
		}
	);

	it('that is chosen anew is not opened for sound only', async () => {
		const { call } = await withAnn({ pictures: 'audioOnly' });
		call.actor.send({ type: 'user.selectDevice', device: 'camera', deviceID: 'camera-2' });
		await call.advance(500);
		expect(open(call)).toEqual(['microphone']);
	});

	it('is not waited for when the call begins with sound only', async () => {
		const call = await arrange('idle', { input: { pictures: 'audioOnly' } });
		call.actor.send({ type: 'user.start', userName: 'Me' });
		await call.advance(300);
		expect(call.top).toBe('inCall');
	});
});

describe('that the device is too busy for my pictures', () => {
	it('is said while my camera is on, until it no longer is, or another room begins', async () => {
		const { call, chooses, view } = await withAnn();
		const say = (overloaded: boolean) => call.engine.emit({ type: 'engine.overload', overloaded });
		expect(view().overloaded).toBe(false);
		say(true);
		expect(view().overloaded).toBe(true);
		await chooses('audioOnly');
		expect(view().overloaded).toBe(false);
		await chooses('automatic');
		expect(view().overloaded).toBe(true);
		say(false);
		expect(view().overloaded).toBe(false);
		say(true);
		call.actor.send({ type: 'user.switchRoom', roomID: 'room-2' });
		await call.advance(2_000);
		expect(view()).toMatchObject({ roomID: 'room-2', overloaded: false });
	});
});

it('nothing can be chosen once the call is over', async () => {
	const call = await arrange('loggingOut');
	expect(call.actor.getSnapshot().can({ type: 'user.choosePictures', pictures: 'best' })).toBe(false);
});
