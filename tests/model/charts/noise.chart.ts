import { failure } from '../../../machines/failure';
import { noiseMachine } from '../../../machines/noise/machine';
import type { NoiseContext } from '../../../machines/noise/types';
import { chart, error, only } from './chart';

export const noise = chart<NoiseContext>({
	machine: noiseMachine,
	beginnings: { usual: { wanted: 'browser' }, remembered: { wanted: 'off' } },
	variants: {
		'user.suppressNoise': only({ suppression: 'off' }, { suppression: 'browser' }, { suppression: 'strong' }),
		'xstate.error.actor.0.noise.changing': error(failure('device.failed'))
	},
	facts: ({ wanted, used, failure }) => ({ wanted, used, failure: failure?.code })
});
