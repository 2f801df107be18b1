/** The rules of a device that a host asks the person to turn off: only the person does. */
import { describe, expect, it } from 'vitest';
import { callView } from '../../src/lib/call/view';
import { stateOf } from '../../src/lib/call/facts';
import { arrange } from './harness/arrange';
import type { RunningCall } from './harness/call';

const shown = (call: RunningCall) => callView(stateOf(call.actor.getSnapshot())).microphone;

describe('asked to turn the microphone off', () => {
	it('it goes on, and the page says who asks', async () => {
		const call = await arrange('inCall');
		expect(shown(call)).toMatchObject({ shown: 'on', muteRequested: false });
		call.engine.room.requestMute('microphone');
		call.engine.room.requestMute('microphone');
		expect(shown(call)).toMatchObject({ shown: 'on', muteRequested: true });
		expect(call.facts.microphone).toMatchObject({ state: 'on', wanted: true, deviceID: 'microphone-1' });
		expect(call.facts.camera.muteRequested).toBe(false);
	});

	it.each(['user.turnOff', 'user.toggle'] as const)('%s does it, and the request is over', async (type) => {
		const call = await arrange('inCall');
		call.engine.room.requestMute('microphone');
		call.actor.send({ type, device: 'microphone' });
		await call.advance(300);
		expect(shown(call)).toMatchObject({ shown: 'off', muteRequested: false });
		call.actor.send({ type: 'user.turnOn', device: 'microphone' });
		await call.advance(300);
		expect(shown(call)).toMatchObject({ shown: 'on', muteRequested: false });
	});

	it('the person keeps it on, and can be asked again', async () => {
		const call = await arrange('inCall');
		call.engine.room.requestMute('microphone');
		call.actor.send({ type: 'user.turnOn', device: 'microphone' });
		expect(shown(call)).toMatchObject({ shown: 'on', muteRequested: false });
		call.engine.room.requestMute('microphone');
		expect(shown(call).muteRequested).toBe(true);
	});

	it('in another room the request is over, and the microphone still on', async () => {
		const call = await arrange('inCall');
		call.engine.room.requestMute('microphone');
		call.actor.send({ type: 'user.switchRoom', roomID: 'room-2' });
		await call.advance(300);
		expect(call.context.roomID).toBe('room-2');
		expect(shown(call)).toMatchObject({ shown: 'on', muteRequested: false });
	});

	it('while it is off, nothing is asked', async () => {
		const call = await arrange('inCall');
		call.actor.send({ type: 'user.turnOff', device: 'microphone' });
		await call.advance(300);
		call.engine.room.requestMute('microphone');
		call.actor.send({ type: 'user.turnOn', device: 'microphone' });
		await call.advance(300);
		expect(shown(call)).toMatchObject({ shown: 'on', muteRequested: false });
	});
});
