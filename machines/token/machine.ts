/** The right to be in the room: fetched, retried, and renewed before it expires. The token itself never enters a chart. */
import { delay } from '../delays';
import { failureIn } from '../failure';
import { ignored } from '../ignored';
import { recordFailure } from '../retry';
import { tokenSetup } from './setup';

const movedRoom = {
	target: 'valid',
	actions: {
		type: 'moveRoom',
		params: ({ event }: { event: { roomID: string; expiresIn: number } }) => event
	}
} as const;

export const tokenMachine = tokenSetup.createMachine({
	id: 'token',
	context: ({ input }) => ({ ...input, userID: null, expiresIn: 0, attempt: 0, failure: null }),
	on: { 'token.willExpire': ignored('A new one is on its way already, or cannot be had.') },
	initial: 'fetching',
	states: {
		fetching: {
			description: 'The server is asked for the first token, and with it for my userID.',
			tags: 'pending',
			entry: { type: 'report', params: 'fetching' },
			invoke: {
				src: 'fetchToken',
				input: ({ context }) => ({ roomID: context.roomID }),
				onDone: { target: 'valid', actions: { type: 'recordGrant', params: ({ event }) => event.output } },
				onError: [
					{ guard: { type: 'canRetry', params: failureIn }, target: 'waiting', actions: recordFailure },
					{ target: 'failed', actions: recordFailure }
				]
			},
			on: { 'user.retry': { target: 'fetching', reenter: true } },
			after: {
				[delay('tokenFetch')]: [
					{ guard: { type: 'canRetry', params: failureIn }, target: 'waiting', actions: 'recordTimeout' },
					{ target: 'failed', actions: 'recordTimeout' }
				]
			}
		},
		waiting: {
			description: 'The server did not give a token; it is asked again in a moment.',
			tags: 'pending',
			entry: { type: 'report', params: 'waiting' },
			exit: 'countAttempt',
			on: { 'user.retry': { target: 'fetching' } },
			after: { [delay('retryPause')]: { target: 'fetching' } }
		},
		valid: {
			description: 'There is a token, and it is renewed before it ends.',
			entry: ['clearFailure', { type: 'report', params: 'valid' }],
			on: {
				'token.granted': { ...movedRoom, reenter: true },
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
				onError: { target: 'renewalWaiting', actions: recordFailure }
			},
			on: {
				'token.granted': movedRoom,
				'user.retry': { target: 'renewing', reenter: true }
			},
			after: { [delay('tokenFetch')]: { target: 'renewalWaiting', actions: 'recordTimeout' } }
		},
		renewalWaiting: {
			description: 'The renewal failed; the call goes on, and it is tried again for as long as the call lasts.',
			tags: 'pending',
			exit: 'countAttempt',
			on: {
				'token.granted': movedRoom,
				'token.willExpire': { target: 'renewing' },
				'user.retry': { target: 'renewing' }
			},
			after: { [delay('retryPause')]: { target: 'renewing' } }
		},
		failed: {
			description: 'No token is to be had until the person tries again.',
			entry: { type: 'report', params: 'failed' },
			on: { 'user.retry': { target: 'fetching', actions: 'clearFailure' } }
		}
	}
});
