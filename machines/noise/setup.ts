/** What the names in the chart of noise mean. */
import { assign, sendParent, setup } from 'xstate';
import { DELAYS } from '../delays';
import type { NoiseSuppression } from '../engine';
import { failure, type Failure } from '../failure';
import { suppressNoise } from '../services';
import type { NoiseContext, NoiseEvent, NoiseInput } from './types';

export const noiseSetup = setup({
	types: {
		context: {} as NoiseContext,
		input: {} as NoiseInput,
		events: {} as NoiseEvent,
		tags: {} as 'pending'
	},
	actors: { suppressNoise },
	delays: DELAYS,
	guards: { isOtherwise: ({ context: { wanted, used } }) => wanted !== used },
	actions: {
		want: assign({ wanted: (_, suppression: NoiseSuppression) => suppression }),
		recordUsed: assign({ used: ({ context }) => context.wanted }),
		/** The browser takes over where the strong one can't be had; anything else stays as it was. */
		recordKept: assign({ used: ({ context: { wanted, used } }) => (wanted === 'strong' ? 'browser' : used) }),
		recordFailure: assign({ failure: (_, why: Failure) => why }),
		recordNoAnswer: assign({ failure: () => failure('device.noAnswer') }),
		clearFailure: assign({ failure: null }),
		report: sendParent(({ context }) => ({ type: 'report.noise', suppression: context.wanted }))
	}
});
