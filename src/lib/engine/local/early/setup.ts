/** What the names in `machine.ts` mean. What is done to the `RTCPeerConnection` is in `../peers/early.ts`. */
import { fromPromise, setup } from 'xstate';
import { unprovided } from '../../../../../machines/unprovided';
import { EARLY_DELAYS } from './delays';
import type { EarlyContext, EarlyEvent, EarlyInput } from './types';

type Effect = (args: { context: EarlyContext }) => void;
/** The engine provides the effects; a replay has no engine to act on. */
const nothing = (): void => {};
const effects = {
	/** The visitor's. */
	sendAnswer: nothing as Effect,
	giveUp: nothing as Effect
};
export type EarlyEffects = typeof effects;

export const earlySetup = setup({
	types: {
		context: {} as EarlyContext,
		input: {} as EarlyInput,
		events: {} as EarlyEvent,
		tags: {} as 'pending' | 'usable' | 'unsent',
		children: {} as { agree: 'agree' }
	},
	actors: {
		/** Done when nothing more is to be said before ICE: the answer is complete, or taken. */
		agree: fromPromise<void, EarlyInput>(unprovided)
	},
	delays: EARLY_DELAYS,
	actions: effects
});
