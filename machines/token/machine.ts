/** The right to be in the room: fetched, renewed before it expires, retried. The token itself never enters a chart. */
import { assign, sendParent, setup } from 'xstate';
import type { TokenFact } from '../call/types';
import { DELAYS, delay, renewalPause, tokenRetry } from '../delays';
import { failure, failureOf } from '../failure';
import { fetchToken, renewToken } from '../services';
import { unheeded } from '../call/exhaustive';

type TokenContext = {
	roomID: string;
	userID: string | null;
	/** Seconds the token lives from when it came. */
	expiresIn: number;
	attempt: number;
	fact: TokenFact;
};

export const tokenMachine = setup({
	types: {
		context: {} as TokenContext,
		input: {} as { roomID: string },
		events: {} as
			| { type: 'token.willExpire' }
			| { type: 'token.granted'; roomID: string; expiresIn: number }
			| { type: 'user.retry' }
	},
	actors: { fetchToken, renewToken },
	delays: {
		...DELAYS,
		retryPause: ({ context }) => tokenRetry(context.attempt) ?? DELAYS.tokenFetch,
		renewal: ({ context }) => renewalPause(context.expiresIn)
	},
	guards: {
		canRetry: ({ context, event }) => failureOf(event).retryable && tokenRetry(context.attempt) !== null
	},
	actions: {
		become: assign({ fact: ({ context }, state: TokenFact['state']) => ({ ...context.fact, state }) }),
		recordGrant: assign(({ context }, grant: { userID: string; expiresIn: number }) => ({ ...context, ...grant })),
		moveRoom: assign(({ context }, grant: { roomID: string; expiresIn: number }) => ({ ...context, ...grant })),
		recordFailure: assign({ fact: ({ context, event }) => ({ ...context.fact, failure: failureOf(event) }) }),
		recordTimeout: assign({
			fact: ({ context }) => ({ ...context.fact, failure: failure('network.tokenUnreachable', 'timeout') })
		}),
		clearFailure: assign({ fact: ({ context }) => ({ ...context.fact, failure: null }), attempt: 0 }),
		countAttempt: assign({ attempt: ({ context }) => context.attempt + 1 }),
		report: sendParent(({ context }) => ({ type: 'report.token', token: context.fact, userID: context.userID }))
	}
}).createMachine({
	id: 'token',
	context: ({ input }) => ({
		roomID: input.roomID,
		userID: null,
		expiresIn: 0,
		attempt: 0,
		fact: { state: 'fetching', failure: null }
	}),
	on: { 'token.willExpire': unheeded('A new one is on its way already, or is not to be had.') },
	initial: 'fetching',
	states: {
		fetching: {
			description: 'The server is asked for the first token, and with it for my userID.',
			tags: 'pending',
			entry: [{ type: 'become', params: 'fetching' }, 'report'],
			invoke: {
				src: 'fetchToken',
				input: ({ context }) => ({ roomID: context.roomID }),
				onDone: { target: 'valid', actions: { type: 'recordGrant', params: ({ event }) => event.output } },
				onError: [
					{ guard: 'canRetry', target: 'waiting', actions: 'recordFailure' },
					{ target: 'failed', actions: 'recordFailure' }
				]
			},
			on: { 'user.retry': { target: 'fetching', reenter: true } },
			after: {
				[delay('tokenFetch')]: [
					{ guard: 'canRetry', target: 'waiting', actions: 'recordTimeout' },
					{ target: 'failed', actions: 'recordTimeout' }
				]
			}
		},
		waiting: {
			description: 'The server did not give a token; it is asked again in a moment.',
			tags: 'pending',
			entry: [{ type: 'become', params: 'waiting' }, 'report'],
			exit: 'countAttempt',
			on: { 'user.retry': { target: 'fetching' } },
			after: { [delay('retryPause')]: { target: 'fetching' } }
		},
		valid: {
			description: 'There is a token, and it is renewed before it ends.',
			entry: ['clearFailure', { type: 'become', params: 'valid' }, 'report'],
			on: {
				'token.granted': {
					target: 'valid',
					reenter: true,
					actions: { type: 'moveRoom', params: ({ event }) => ({ roomID: event.roomID, expiresIn: event.expiresIn }) }
				},
				'token.willExpire': { target: 'renewing' }
			},
			after: { [delay('renewal')]: { target: 'renewing' } }
		},
		renewing: {
			description: 'A new token is fetched and handed to the engine; the old one still holds.',
			tags: 'pending',
			invoke: {
				src: 'renewToken',
				input: ({ context }) => ({ roomID: context.roomID }),
				onDone: { target: 'valid', actions: { type: 'recordGrant', params: ({ event }) => event.output } },
				onError: { target: 'renewalWaiting', actions: 'recordFailure' }
			},
			on: {
				'token.granted': {
					target: 'valid',
					actions: { type: 'moveRoom', params: ({ event }) => ({ roomID: event.roomID, expiresIn: event.expiresIn }) }
				},
				'user.retry': { target: 'renewing', reenter: true }
			},
			after: { [delay('tokenFetch')]: { target: 'renewalWaiting', actions: 'recordTimeout' } }
		},
		renewalWaiting: {
			description: 'The renewal failed; the call goes on, and it is tried again for as long as the call lasts.',
			tags: 'pending',
			exit: 'countAttempt',
			on: {
				'token.granted': {
					target: 'valid',
					actions: { type: 'moveRoom', params: ({ event }) => ({ roomID: event.roomID, expiresIn: event.expiresIn }) }
				},
				'token.willExpire': { target: 'renewing' },
				'user.retry': { target: 'renewing' }
			},
			after: { [delay('retryPause')]: { target: 'renewing' } }
		},
		failed: {
			description: 'No token is to be had until the person tries again.',
			entry: [{ type: 'become', params: 'failed' }, 'report'],
			on: { 'user.retry': { target: 'fetching', actions: 'clearFailure' } }
		}
	}
});
