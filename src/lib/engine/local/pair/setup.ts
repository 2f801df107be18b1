/** What the names in `machine.ts` mean. What a pair does to its `RTCPeerConnection` is provided by `local.actors.ts`. */
import { assign, fromCallback, raise, sendParent, setup } from 'xstate';
import { unprovided } from '../../../../../machines/unprovided';
import { DOUBT, PAIR_DELAYS, QUIET_DOUBT } from './delays';
import type { PairContext, PairEvent, PairInput, PairReport } from './types';

/** What a pair does to its connection. A replay has none. */
const effect = (): ((args: { context: PairContext }) => void) => () => {};
const effects = {
	restartIce: effect(),
	offerAgain: effect(),
	startOver: effect(),
	askKeyFrames: effect(),
	askSizes: effect()
};
export type PairEffects = typeof effects;

export const pairSetup = setup({
	types: {
		context: {} as PairContext,
		input: {} as PairInput,
		events: {} as PairEvent,
		tags: {} as 'flowing' | 'pathless' | 'absent',
		children: {} as { listen: 'listen'; probe: 'listen' }
	},
	actors: {
		/** Reports `media.proved` when packets arrive. */
		listen: fromCallback<PairEvent, { userID: string }, PairEvent>(unprovided)
	},
	delays: { ...PAIR_DELAYS, doubt: ({ context }) => (context.expectsMedia ? DOUBT : QUIET_DOUBT) },
	guards: { expectsMedia: ({ context }) => context.expectsMedia },
	actions: {
		...effects,
		expect: assign({ expectsMedia: (_, expectsMedia: boolean) => expectsMedia }),
		giveUp: raise({ type: 'gaveUp' }),
		noteSilence: raise({ type: 'media.ceased' }),
		noteReturn: raise({ type: 'media.returned' }),
		report: sendParent(({ context }, type: PairReport['type']): PairReport => ({ type, userID: context.userID }))
	}
});

export const report = (type: PairReport['type']) => ({ type: 'report', params: type }) as const;
