/** Who is shown to speak: whoever can be heard. */
import { describe, expect, it } from 'vitest';
import { tilesOf } from '../../src/lib/call/tiles';
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

	it('am not heard through a camera', async () => {
		const { call } = await withAnn();
		call.actor.send({ type: 'user.turnOn', device: 'camera' });
		await call.advance(500);
		expect(call.actor.getSnapshot().children.voice?.getSnapshot().value).toBe('unheard');
	});
});
