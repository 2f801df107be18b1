/** The rules of how large the pictures of others are asked for, each as a story on the simulated engine. */
import { describe, expect, it } from 'vitest';
import { DELAYS } from '../../machines/delays';
import { failure } from '../../machines/failure';
import { askedOf } from '../../machines/pictures';
import { heightFor } from '../../machines/player/height';
import { arrange } from './harness/arrange';
import { ROOM } from './harness/call';
import { ann, asked, NEVER } from './harness/rules';

const CAMERA = 'ann_camera';
const SCREEN = 'ann_screen';

const watching = async (streamID = CAMERA) => {
	const call = await arrange('inCall');
	call.engine.room.people.join(ROOM, ann);
	call.engine.room.people.publish('ann', streamID === SCREEN ? 'screen' : 'camera');
	await call.advance(500);
	return {
		call,
		shown: (height: number) => call.actor.send({ type: 'page.streamResized', streamID, height }),
		/** As the chart remembers it, and as the engine was told. */
		heights: () => [call.facts.players[streamID]?.height, call.engine.player.heightOf(streamID)]
	};
};

describe('the size that is asked for', () => {
	it.each([
		[0, 0],
		[1, 90],
		[110, 90],
		[120, 180],
		[200, 180],
		[210, 360],
		[400, 360],
		[410, 540],
		[600, 540],
		[610, 720],
		[2_000, 720]
	])('of a camera that is shown in %i lines is %i', (lines, height) => {
		expect(askedOf(CAMERA, heightFor(CAMERA, lines), 'automatic')).toBe(height);
	});

	it('of a screen is the largest however small it is shown, and nothing when nobody sees it', () => {
		expect([2_000, 100, 0].map((lines) => heightFor(SCREEN, lines))).toEqual([1_080, 1_080, 0]);
	});
});

describe('the pictures of another', () => {
	it('come in the usual size until a tile says how large they are shown', async () => {
		const { heights } = await watching();
		expect(heights()).toEqual([360, 360]);
	});

	it('are asked for larger after a moment', async () => {
		const { call, shown, heights } = await watching();
		shown(700);
		await call.advance(DELAYS.growth - 1);
		expect(heights()).toEqual([360, 360]);
		await call.advance(1);
		expect(heights()).toEqual([720, 720]);
	});

	it('are asked for smaller only when they stay small', async () => {
		const { call, shown, heights } = await watching();
		shown(100);
		await call.advance(DELAYS.shrinking - 1);
		shown(300);
		await call.advance(DELAYS.shrinking);
		expect(heights()).toEqual([360, 360]);
		shown(100);
		await call.advance(DELAYS.shrinking);
		expect(heights()).toEqual([90, 90]);
	});

	it('are not asked for when nobody has seen them for a while, and at once again when they are seen', async () => {
		const { call, shown, heights } = await watching();
		shown(0);
		await call.advance(DELAYS.hiding - 1);
		expect(heights()).toEqual([360, 360]);
		await call.advance(1);
		expect(heights()).toEqual([0, 0]);
		expect(call.facts.players[CAMERA]?.state).toBe('playing');
		shown(500);
		await call.advance(DELAYS.growth);
		expect(heights()).toEqual([540, 540]);
	});

	it('are asked for once in each size', async () => {
		const { call, shown } = await watching();
		for (const height of [700, 710, 720, 730]) shown(height);
		await call.advance(DELAYS.growth);
		for (const height of [700, 710]) shown(height);
		await call.advance(DELAYS.hiding);
		expect(asked(call, 'setPlayStreamVideoType')).toEqual([`${CAMERA} 360`, `${CAMERA} 720`]);
	});

	it('are asked for as they are shown when the stream is played anew', async () => {
		const { call, shown, heights } = await watching();
		call.engine.prompter.answers.startPlaying = NEVER;
		call.engine.emit({ type: 'player.NO_PLAY', streamID: CAMERA, failure: failure('stream.interrupted') });
		await call.settled();
		expect(heights()).toEqual([360, undefined]);
		shown(700);
		await call.advance(3_200);
		expect(heights()).toEqual([720, 720]);
	});

	it('of a screen are asked for in full or not at all', async () => {
		const { call, shown, heights } = await watching(SCREEN);
		expect(heights()).toEqual([1_080, 1_080]);
		shown(80);
		await call.advance(DELAYS.hiding);
		expect(heights()).toEqual([1_080, 1_080]);
		shown(0);
		await call.advance(DELAYS.hiding);
		expect(heights()).toEqual([0, 0]);
	});
});
