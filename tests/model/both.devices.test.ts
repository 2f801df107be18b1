/** Parts fail alone: whatever happens to the camera, the microphone is as its own device allows, and the other way around. */
import { expect, it } from 'vitest';
import { DEVICE_KINDS } from '../../machines/device.kinds';
import { failure } from '../../machines/failure';
import type { DeviceKind } from '../../machines/engine';
import { toursOf, type Step } from '../world/harness/tours';
import { BOTH_KINDS } from '../world/plays/devices';
import { arrange } from './harness/arrange';
import type { RunningCall } from './harness/call';

const EXPECTED: Readonly<Record<string, string>> = {
	free: 'on',
	muted: 'muted',
	absent: 'blocked',
	taken: 'blocked'
};

/** One of each kind is plugged in. */
async function arrangeAlone(state: 'idle' | 'inCall'): Promise<RunningCall> {
	const call = await arrange(state);
	for (const kind of DEVICE_KINDS) call.engine.hardware.unplug(`${kind}-2`);
	return call;
}

function perform(call: RunningCall, { event, before, after }: Step, kind: DeviceKind): void {
	const { hardware } = call.engine;
	const deviceID = `${kind}-1`;
	const isTaken = after[kind] === 'taken';
	if (isTaken) hardware.inUse.add(deviceID);
	else hardware.inUse.delete(deviceID);
	// A device that is gone or taken is no longer muted when it is back.
	if (event === 'mute' || event === 'unmute') return hardware.mute(kind, event === 'mute');
	hardware.muted.delete(kind);
	if (event === 'unplug') return hardware.unplug(deviceID);
	if (event === 'plug') return hardware.plugIn({ device: kind, deviceID, label: '' });
	// As the browser tells it to whoever has the device.
	if (isTaken && before[kind] !== 'absent') {
		hardware.close(kind);
		call.engine.emit({ type: 'device.lost', device: kind, failure: failure('device.unplugged') });
	}
	if (event === 'release') call.actor.send({ type: 'user.turnOn', device: kind });
}

it.each(['idle', 'inCall'] as const)('whatever happens to one and then to the other, in %s', async (state) => {
	const broken: string[] = [];
	for (const tour of toursOf(BOTH_KINDS)) {
		const call = await arrangeAlone(state);
		for (const step of tour) {
			perform(call, step, step.part as DeviceKind);
			await call.advance(10_000);
			for (const kind of DEVICE_KINDS) {
				const { state: is, failure: why } = call.facts[kind];
				const device = step.after[kind] ?? '';
				if (device === 'absent' && why?.code !== 'device.notFound')
					broken.push(`${step.part} ${step.edge}: the ${kind} is absent, and it is said: ${String(why?.code)}`);
				if (is !== EXPECTED[device]) broken.push(`${step.part} ${step.edge}: the ${kind} (${device}) is ${is}`);
			}
		}
	}
	expect(broken).toEqual([]);
});
