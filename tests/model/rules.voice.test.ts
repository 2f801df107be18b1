/** Who is shown to speak: whoever can be heard. */
import { describe, expect, it } from 'vitest';
import { DELAYS } from '../../machines/delays';
import { stateOf } from '../../src/lib/call/facts';
import { tilesOf } from '../../src/lib/call/tiles';
import { callView } from '../../src/lib/call/view';
import { arrange } from './harness/arrange';
import { ROOM } from './harness/call';

const ann = { userID: 'ann', userName: 'Ann' };

async function withAnn(microphone = false) {
	const call = await arrange('inCall', { input: { intents: { camera: false, microphone } } });
	const { people } = call.engine.room;
	people.join(ROOM, ann);
	people.publish('ann');
	await call.advance(500);
	const speakers = () => tilesOf(call.facts, false).flatMap(({ id, speaking }) => (speaking ? [id] : []));
	return { call, people, speakers };
}

describe('someone else', () => {
	it('speaks until they are quiet, or have turned off their microphone; a camera is nothing to their voice', async () => {
		const { people, speakers } = await withAnn();
		expect(speakers()).toEqual([]);
		people.speak('ann', true);
		people.turn('ann', 'camera', 'MUTE');
		expect(speakers()).toEqual(['ann_camera']);
		people.speak('ann', false);
		expect(speakers()).toEqual([]);
		people.speak('ann', true);
		people.turn('ann', 'microphone', 'MUTE');
		expect(speakers()).toEqual([]);
	});

	it('whose stream has stopped and plays again is quiet until they are heard', async () => {
		const { call, people, speakers } = await withAnn();
		people.speak('ann', true);
		call.engine.emit({ type: 'player.NO_PLAY', streamID: 'ann_camera', failure: null });
		expect(speakers()).toEqual([]);
		await call.advance(10_000);
		expect(call.facts.players.ann_camera?.state).toBe('playing');
		expect(speakers()).toEqual([]);
	});
});

describe('I', () => {
	it('speak while my microphone is on', async () => {
		const { call, speakers } = await withAnn(true);
		call.engine.hardware.speak(true);
		expect(speakers()).toEqual(['me']);
		call.actor.send({ type: 'user.turnOff', device: 'microphone' });
		expect(speakers()).toEqual([]);
		await call.advance(500);
		call.engine.emit({ type: 'device.speaking', device: 'microphone', speaking: true });
		expect(speakers()).toEqual([]);
	});

	describe('while my microphone is off', () => {
		const mute = async () => {
			const { call } = await withAnn(true);
			call.actor.send({ type: 'user.turnOff', device: 'microphone' });
			await call.advance(DELAYS.muteSettling + 100);
			const hinted = () => callView(stateOf(call.actor.getSnapshot())).mutedHint;
			const speak = (speaking: boolean) => call.engine.hardware.speak(speaking);
			return { call, hinted, speak };
		};

		it('am told when I go on speaking, until I turn it on', async () => {
			const { call, hinted, speak } = await mute();
			speak(true);
			await call.advance(DELAYS.mutedSpeech - 100);
			expect(hinted()).toBe(false);
			await call.advance(200);
			expect(hinted()).toBe(true);
			call.actor.send({ type: 'user.toggle', device: 'microphone' });
			await call.advance(500);
			expect(hinted()).toBe(false);
		});

		it('am told once, for a while, and a minute later again', async () => {
			const { call, hinted, speak } = await mute();
			speak(true);
			await call.advance(DELAYS.mutedSpeech);
			speak(false);
			await call.advance(DELAYS.mutedHint - 100);
			expect(hinted()).toBe(true);
			await call.advance(200);
			for (let passed = 0; passed < DELAYS.mutedHintPause - 5_000; passed += 5_000) {
				speak(true);
				await call.advance(2_500);
				expect(hinted()).toBe(false);
				speak(false);
				await call.advance(2_500);
			}
			await call.advance(5_000);
			speak(true);
			await call.advance(DELAYS.mutedSpeech + 100);
			expect(hinted()).toBe(true);
		});

		it('am not told of a cough, nor of the end of my sentence', async () => {
			const { call, hinted, speak } = await mute();
			speak(true);
			await call.advance(DELAYS.mutedSpeech - 100);
			speak(false);
			await call.advance(10_000);
			expect(hinted()).toBe(false);
			call.actor.send({ type: 'user.turnOn', device: 'microphone' });
			await call.advance(500);
			call.actor.send({ type: 'user.turnOff', device: 'microphone' });
			await call.advance(100);
			speak(true);
			await call.advance(DELAYS.muteSettling);
			expect(hinted()).toBe(false);
			speak(false);
			await call.advance(10_000);
			expect(hinted()).toBe(false);
		});
	});

	it('am not told in the lobby, where nobody would hear me anyway', async () => {
		const call = await arrange('idle', { input: { intents: { camera: false, microphone: true } } });
		call.actor.send({ type: 'user.turnOff', device: 'microphone' });
		await call.advance(DELAYS.muteSettling + 100);
		call.engine.hardware.speak(true);
		await call.advance(DELAYS.mutedSpeech + 100);
		expect(call.facts.voice.mutedHint).toBe(true);
		expect(callView(stateOf(call.actor.getSnapshot())).mutedHint).toBe(false);
	});

	it('am not heard through a camera', async () => {
		const { call } = await withAnn();
		call.actor.send({ type: 'user.turnOn', device: 'camera' });
		await call.advance(500);
		expect(call.actor.getSnapshot().children.voice?.getSnapshot().matches('unheard')).toBe(true);
	});
});
