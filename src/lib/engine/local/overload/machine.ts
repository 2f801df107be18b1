/**
 * Whether the processor bears what I send: owns how much less is sent than is wanted. It goes down by a step when the encoders are
 * strained three times in a row, and up again after a pause, on trial.
 */
import { delay, FIRST_PAUSE } from './delays';
import { overloadSetup } from './setup';
import type { Measured } from './types';

const measured = ({ event }: { event: Measured }): Measured => event;
const ifStrained = { guard: { type: 'isStrained', params: measured } } as const;
const ifOverloaded = { guard: { type: 'isOverloaded', params: measured } } as const;
const less = ['sendLess', 'applyStep'] as const;
const more = ['sendMore', 'applyStep'] as const;
const counted = { ...ifStrained, actions: 'countStrain' } as const;
const calm = { actions: 'forgetStrain' } as const;

export const overloadMachine = overloadSetup.createMachine({
	id: 'overload',
	description: 'Whether the processor bears what I send.',
	context: { step: 0, strained: 0, pause: FIRST_PAUSE },
	invoke: {
		id: 'watch',
		src: 'watch',
		onError: { description: 'Browsers send less by themselves, though they do not say when it is too little.' }
	},
	initial: 'whole',
	states: {
		whole: {
			description: 'All that is wanted is sent.',
			on: { 'encoders.measured': [{ ...ifOverloaded, target: 'degraded', actions: less }, counted, calm] },
			after: { [delay('trust')]: { actions: 'forgetPause' } }
		},
		degraded: {
			description: 'Less is sent than is wanted, until the processor has been at ease for a while.',
			on: {
				'encoders.measured': [
					{ guard: { type: 'canSendLess', params: measured }, target: 'degraded', reenter: true, actions: less },
					{
						...ifOverloaded,
						target: 'overloaded',
						actions: ['forgetStrain', { type: 'tell', params: { overloaded: true } }]
					},
					{ ...counted, target: 'degraded', reenter: true, description: 'The pause begins anew.' },
					calm
				]
			},
			after: { [delay('recovery')]: { target: 'recovering', actions: more } }
		},
		recovering: {
			description: 'A step more is sent, on trial.',
			on: {
				'encoders.measured': [{ ...ifOverloaded, target: 'degraded', actions: ['waitLonger', ...less] }, counted, calm]
			},
			after: {
				[delay('trial')]: [
					{ guard: 'isWhole', target: 'whole' },
					{ target: 'recovering', reenter: true, actions: more }
				]
			}
		},
		overloaded: {
			description: 'The least is sent, and it is too much all the same: only the person can do something.',
			on: {
				'encoders.measured': [
					{ ...ifStrained, target: 'overloaded', reenter: true, description: 'The pause begins anew.' },
					{ description: 'Once is not yet ease.' }
				]
			},
			after: {
				[delay('recovery')]: {
					target: 'recovering',
					actions: [{ type: 'tell', params: { overloaded: false } }, ...more]
				}
			}
		}
	}
});
