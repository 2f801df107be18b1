import { deviceMachine } from '../../../machines/device/machine';
import type { DeviceContext } from '../../../machines/device/types';
import { failure } from '../../../machines/failure';
import { chart, error, only } from './chart';

const camera = { device: 'camera', deviceID: 'camera-1', label: 'Camera' };

export const device = chart<DeviceContext>({
	machine: deviceMachine,
	beginnings: { off: { device: 'camera', wanted: false }, wanted: { device: 'camera', wanted: true } },
	variants: {
		'user.selectDevice': only({ deviceID: 'camera-2' }),
		'device.lost': only({ failure: failure('device.unplugged') }, { failure: failure('device.denied') }),
		'device.list': only({ devices: [camera] }, { devices: [] }),
		'device.permission': only({ granted: true }, { granted: false }),
		'xstate.done.actor.0.device.opening': ({ deviceID }) => [{ output: { deviceID: deviceID ?? 'camera-1' } }],
		'xstate.error.actor.0.device.opening': error(failure('device.denied'), failure('device.notFound')),
		'xstate.error.actor.0.device.closing': error(failure('device.failed'))
	},
	facts: ({ wanted, failure, plugged }) => ({ wanted, failure: failure?.code, plugged })
});
