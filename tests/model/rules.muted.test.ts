/** The rules of a device that the system mutes: a fact, which is neither on nor the person's wish. */
import { describe, expect, it } from 'vitest';
import { failure } from '../../machines/failure';
import { callView } from '../../src/lib/call/view';
import { stateOf } from '../../src/lib/call/facts';
import { arrange } from './harness/arrange';
import { startCall, type RunningCall } from './harness/call';
import { asked } from './harness/rules';

const viewOf = (call: RunningCall) => callView(stateOf(call.actor.getSnapshot()));
const microphone = (call: RunningCall) => call.facts.microphone;
const openings = (call: RunningCall) => asked(call, 'openDevice').filter((device) => device === 'microphone').length;

describe('muted by the system', () => {
	it('it is not on for me either: the button, the tile and the note tell the same', async () => {
		const call = await arrange('inCall');
		expect(viewOf(call).tiles[0]).toMatchObject({ camera: true, microphone: true });
		call.engine.hardware.mute('microphone', true);
		call.engine.hardware.mute('camera', true);
		expect(microphone(call)).toMatchObject({ state: 'muted', wanted: true });
		const { microphone: shown, camera, tiles } = viewOf(call);
		expect(shown).toMatchObject({ shown: 'muted', failure: { code: 'device.muted' }, setback: null });
		expect(camera).toMatchObject({ shown: 'muted', failure: { code: 'device.muted' } });
		expect(tiles[0]).toMatchObject({ camera: false, microphone: false, mediaID: null });
	});

	it('ends when the system says so, without a click', async () => {
		const call = await arrange('inCall');
		call.engine.hardware.mute('microphone', true);
		call.engine.hardware.mute('microphone', true);
		expect(microphone(call).state).toBe('muted');
		call.engine.hardware.mute('microphone', false);
		expect(microphone(call)).toMatchObject({ state: 'on', wanted: true, failure: null });
		call.engine.hardware.mute('microphone', false);
		expect(microphone(call).state).toBe('on');
		expect(openings(call)).toBe(1);
	});

	it('both from the start: nothing is sent and nobody waits for it, until one of them is unmuted', async () => {
		const call = startCall();
		await call.settled();
		call.engine.hardware.muted.add('microphone').add('camera');
		await call.advance(300);
		call.actor.send({ type: 'user.start', userName: 'Me' });
		await call.advance(300);
		expect(call.top).toBe('inCall');
		expect(microphone(call).state).toBe('muted');
		expect(call.facts.publisher).toBeNull();
		call.engine.hardware.mute('camera', false);
		await call.advance(300);
		expect(call.facts.publisher?.state).toBe('publishing');
	});

	it.each(['user.turnOn', 'user.toggle'] as const)('%s takes the device anew', async (type) => {
		const call = await arrange('inCall');
		call.engine.hardware.mute('microphone', true);
		call.engine.hardware.muted.delete('microphone');
		call.actor.send({ type, device: 'microphone' });
		await call.advance(300);
		expect(microphone(call)).toMatchObject({ state: 'on', wanted: true });
		expect(openings(call)).toBe(2);
	});

	it('and turned off, it is off, and stays off when the system unmutes', async () => {
		const call = await arrange('inCall');
		call.engine.hardware.mute('microphone', true);
		call.actor.send({ type: 'user.turnOff', device: 'microphone' });
		await call.advance(300);
		expect(microphone(call)).toMatchObject({ state: 'off', wanted: false });
		call.engine.emit({ type: 'device.muted', device: 'microphone', muted: true });
		call.engine.hardware.mute('microphone', false);
		expect(microphone(call)).toMatchObject({ state: 'off', wanted: false });
	});

	it('another is chosen: it is opened, and says how it is', async () => {
		const call = await arrange('inCall');
		call.engine.hardware.mute('microphone', true);
		call.engine.hardware.muted.delete('microphone');
		call.actor.send({ type: 'user.selectDevice', device: 'microphone', deviceID: 'microphone-2' });
		await call.advance(300);
		expect(microphone(call)).toMatchObject({ state: 'on', deviceID: 'microphone-2' });
	});

	it('and then lost: another takes over, or it is said why not', async () => {
		const call = await arrange('inCall');
		call.engine.hardware.mute('camera', true);
		call.engine.hardware.muted.delete('camera');
		call.engine.hardware.unplug('camera-1');
		await call.advance(1_000);
		expect(call.facts.camera).toMatchObject({ state: 'on', deviceID: 'camera-2' });
		call.engine.hardware.mute('camera', true);
		call.engine.emit({ type: 'device.lost', device: 'camera', failure: failure('device.denied') });
		expect(call.facts.camera).toMatchObject({ state: 'blocked', failure: { code: 'device.denied' } });
	});

	it('one that is used instead of the chosen one still says so', async () => {
		const choices = { camera: null, microphone: { deviceID: 'microphone-9', label: '' } };
		const call = startCall({ input: { choices } });
		await call.advance(300);
		call.engine.hardware.mute('microphone', true);
		expect(viewOf(call).microphone).toMatchObject({
			shown: 'muted',
			setback: { code: 'device.notFound' },
			chosenID: 'microphone-9',
			deviceID: 'microphone-1'
		});
	});
});
