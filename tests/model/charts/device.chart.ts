import { SYSTEM_DEFAULT } from '../../../machines/device.kinds';
import { deviceMachine } from '../../../machines/device/machine';
import type { DeviceContext } from '../../../machines/device/types';
import { failure } from '../../../machines/failure';
import { chart, error, only, type Payload } from './chart';

const camera = { device: 'camera', deviceID: 'camera-1', label: 'Camera' };
const byDefault = (label: string) => ({ device: 'camera', deviceID: SYSTEM_DEFAULT, label });
const knowsDefault = ({ plugged }: DeviceContext) => plugged.some(({ deviceID }) => deviceID === SYSTEM_DEFAULT);

/** What the browser opens, when it is asked for this one. */
const opened = (context: DeviceContext, asked: string | null): Payload[] => {
	const deviceID = asked ?? 'camera-1';
	return [
		{ output: { deviceID, muted: false } },
		{ output: { deviceID, muted: true } },
		...(asked === null && knowsDefault(context) ? [{ output: { deviceID: SYSTEM_DEFAULT, muted: false } }] : [])
	];
};

const FAILURES = [failure('device.denied'), failure('device.notFound'), failure('device.inUse')];

export const device = chart<DeviceContext>({
	machine: deviceMachine,
	beginnings: {
		off: { device: 'camera', wanted: false, choice: null },
		wanted: { device: 'camera', wanted: true, choice: null }
	},
	variants: {
		'user.selectDevice': only({ deviceID: 'camera-2' }),
		'device.lost': only({ failure: failure('device.unplugged') }, { failure: failure('device.denied') }),
		'device.muted': only({ muted: true }, { muted: false }),
		// From wherever it goes on alike.
		'rest.begin': ({ resting, choice, plugged }, snapshot) => {
			const isLooking = snapshot.matches('returning') || snapshot.matches('trying');
			return !resting && (isLooking || (choice === null && plugged.length === 0)) ? [{}] : [];
		},
		'rest.end': ({ resting }) => (resting ? [{}] : []),
		'device.list': ({ deviceID }) => [
			{ devices: [camera] },
			{ devices: [] },
			{ devices: [byDefault('First')] },
			{ devices: [camera, { ...camera, deviceID: 'camera-2' }] },
			...(deviceID === SYSTEM_DEFAULT ? [{ devices: [byDefault('Second')] }] : [])
		],
		'device.permission': only({ granted: true }, { granted: false }),
		'xstate.done.actor.0.device.opening': (context) => opened(context, context.choice?.deviceID ?? null),
		'xstate.error.actor.0.device.opening': error(...FAILURES),
		'xstate.done.actor.0.device.returning': (context) => opened(context, context.deviceID),
		'xstate.error.actor.0.device.returning': error(...FAILURES),
		'xstate.done.actor.0.device.trying': (context) => opened(context, context.deviceID),
		'xstate.error.actor.0.device.trying': error(failure('device.inUse')),
		'xstate.error.actor.0.device.closing': error(failure('device.failed'))
	},
	facts: ({ wanted, resting, failure, plugged, choice, deviceID }) => ({
		wanted,
		resting,
		failure: failure?.code,
		plugged: plugged.map(({ label }) => label),
		choice,
		deviceID
	})
});
