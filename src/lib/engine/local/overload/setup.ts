/** What the names in `machine.ts` mean. What a step does to what is sent is in `../peers/sizes.ts`. */
import { assign, fromCallback, setup, type EventObject } from 'xstate';
import { unprovided } from '../../../../../machines/unprovided';
import { FIRST_PAUSE, LONGEST_PAUSE, OVERLOAD_DELAYS } from './delays';
import type { Measured, OverloadContext, OverloadEvent } from './types';

/** Fewer pictures first, then smaller ones: three sizes less than the usual is the smallest. */
const LAST_STEP = 4;
/** Once may be a page that loads, and twice its scripts. */
const OFTEN = 3;
/** With more than this, what else the machine does makes pictures late. */
const MOST_LOAD = 0.7;

const isStrained = ({ limited, load }: Measured): boolean => limited || (load ?? 0) > MOST_LOAD;

type Effect<Params = undefined> = (args: { context: OverloadContext }, params: Params) => void;
/** The engine provides the effects; a replay has no engine to act on. */
const nothing = (): void => {};
const effects = {
	applyStep: nothing as Effect,
	/** Whether nothing of what the engine does by itself is enough. */
	tell: nothing as Effect<{ overloaded: boolean }>
};
export type OverloadEffects = typeof effects;

export const overloadSetup = setup({
	types: { context: {} as OverloadContext, events: {} as OverloadEvent },
	actors: {
		/** Looks at the encoders every two seconds. */
		watch: fromCallback<EventObject, undefined, Measured>(unprovided)
	},
	delays: { ...OVERLOAD_DELAYS, recovery: ({ context }) => context.pause },
	guards: {
		isStrained: (_, measured: Measured) => isStrained(measured),
		isOverloaded: ({ context }, measured: Measured) => isStrained(measured) && context.strained + 1 >= OFTEN,
		canSendLess: ({ context }, measured: Measured) =>
			isStrained(measured) && context.strained + 1 >= OFTEN && context.step < LAST_STEP,
		isWhole: ({ context }) => context.step === 0
	},
	actions: {
		...effects,
		countStrain: assign({ strained: ({ context }) => Math.min(context.strained + 1, OFTEN) }),
		forgetStrain: assign({ strained: 0 }),
		sendLess: assign({ step: ({ context }) => context.step + 1, strained: 0 }),
		sendMore: assign({ step: ({ context }) => context.step - 1, strained: 0 }),
		waitLonger: assign({ pause: ({ context }) => Math.min(context.pause * 2, LONGEST_PAUSE) }),
		forgetPause: assign({ pause: FIRST_PAUSE })
	}
});
