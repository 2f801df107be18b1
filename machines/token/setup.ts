/** What the names in the token's chart mean. */
import { assign, sendParent, setup } from 'xstate';
import { DELAYS, renewalPause, tokenRetry } from '../delays';
import { failure, type Failure } from '../failure';
import { fetchToken, renewToken, type TokenGrant } from '../services';
import { tokenFact } from './fact';
import type { TokenContext, TokenEvent, TokenFact, TokenInput } from './types';

export const tokenSetup = setup({
	types: {
		context: {} as TokenContext,
		input: {} as TokenInput,
		events: {} as TokenEvent,
		tags: {} as 'pending'
	},
	actors: { fetchToken, renewToken },
	delays: {
		...DELAYS,
		retryPause: ({ context }) => tokenRetry(context.attempt) ?? DELAYS.tokenFetch,
		renewal: ({ context }) => renewalPause(context.expiresIn)
	},
	guards: {
		canRetry: ({ context }, { retryable }: Failure) => retryable && tokenRetry(context.attempt) !== null
	},
	actions: {
		recordGrant: assign((_, { userID, expiresIn }: TokenGrant) => ({ userID, expiresIn })),
		moveRoom: assign((_, { roomID, expiresIn }: { roomID: string; expiresIn: number }) => ({ roomID, expiresIn })),
		recordFailure: assign({ failure: (_, why: Failure) => why }),
		recordTimeout: assign({ failure: () => failure('network.tokenUnreachable', 'timeout') }),
		clearFailure: assign({ failure: null, attempt: 0 }),
		countAttempt: assign({ attempt: ({ context }) => context.attempt + 1 }),
		report: sendParent(({ context }, state: TokenFact['state']) => ({
			type: 'report.token',
			token: tokenFact(state, context),
			userID: context.userID
		}))
	}
});
