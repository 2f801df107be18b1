/**
 * What is done to the noise in my microphone's sound: nothing, for music; what browsers do; or more, by a program that is loaded only
 * then. Engines begin as browsers do.
 */
import { delay } from '../delays';
import { failureIn } from '../failure';
import { noiseSetup } from './setup';

export const noiseMachine = noiseSetup.createMachine({
	id: 'noise',
	context: ({ input }) => ({ ...input, used: 'browser', failure: null }),
	on: {
		'user.suppressNoise': {
			target: '.changing',
			actions: [{ type: 'want', params: ({ event }) => event.suppression }, 'report']
		}
	},
	initial: 'settled',
	states: {
		settled: {
			description: 'Noise is treated as the person wants.',
			always: { guard: 'isOtherwise', target: 'changing' }
		},
		changing: {
			description: 'The engine has been asked. Until it has answered, sound goes on as before.',
			tags: 'pending',
			entry: 'clearFailure',
			invoke: {
				src: 'suppressNoise',
				input: ({ context: { wanted } }) => ({ suppression: wanted }),
				onDone: { target: 'settled', actions: 'recordUsed' },
				onError: { target: 'kept', actions: [{ type: 'recordFailure', params: failureIn }, 'recordKept'] }
			},
			after: { [delay('noiseAnswer')]: { target: 'kept', actions: ['recordNoAnswer', 'recordKept'] } }
		},
		kept: { description: 'It could not be changed. The person is told how noise is treated instead.' }
	}
});
