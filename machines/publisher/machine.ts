/**
 * My outgoing stream, camera or screen: owns whether it is published.
 * ZEGO: https://docs.zegocloud.com/article/api?doc=Express_Video_SDK_API~javascript_web~enum~ZegoPublisherState
 */
import { assign, sendParent, setup } from 'xstate';
import type { PublisherFact } from '../call/types';
import { DELAYS, delay, streamRetry } from '../delays';
import type { PublisherEvent } from '../engine';
import { failure, failureOf } from '../failure';
import { publishStream, type ServiceFailed, type StreamResume } from '../services';
import { unheeded } from '../call/exhaustive';

type PublisherContext = { fact: PublisherFact; attempt: number };

const late = unheeded('It tells of an attempt that was given up.');
const retryOrFail = <const A extends string>(actions: A) =>
	[
		{ guard: 'canRetry', target: '#publisher.retrying', actions },
		{ target: '#publisher.failed', actions }
	] as const;

export const publisherMachine = setup({
	types: {
		context: {} as PublisherContext,
		input: {} as { streamID: string },
		events: {} as PublisherEvent | ServiceFailed | { type: 'user.retry' } | StreamResume
	},
	actors: { publishStream },
	delays: { ...DELAYS, retryPause: ({ context }) => streamRetry(context.attempt) ?? 0 },
	guards: {
		/** What was stopped as asked has no failure. */
		isEcho: ({ event }) => 'failure' in event && event.failure === null,
		canRetry: ({ context, event }) => failureOf(event).retryable && streamRetry(context.attempt) !== null
	},
	actions: {
		become: assign({ fact: ({ context }, state: PublisherFact['state']) => ({ ...context.fact, state }) }),
		recordFailure: assign({ fact: ({ context, event }) => ({ ...context.fact, failure: failureOf(event) }) }),
		recordTimeout: assign({ fact: ({ context }) => ({ ...context.fact, failure: failure('stream.timeout') }) }),
		/** Why the engine is asking again, if it is in trouble; asking for the first time is none. */
		recordTrouble: assign({
			fact: ({ context, event }) => ({ ...context.fact, failure: 'failure' in event ? event.failure : null })
		}),
		clearFailure: assign({ fact: ({ context }) => ({ ...context.fact, failure: null }), attempt: 0 }),
		countAttempt: assign({ attempt: ({ context }) => context.attempt + 1 }),
		report: sendParent(({ context }) => ({ type: 'report.publisher', fact: context.fact }))
	}
}).createMachine({
	id: 'publisher',
	context: ({ input }) => ({
		fact: { streamID: input.streamID, state: 'requesting', failure: null },
		attempt: 0
	}),
	on: {
		'publisher.NO_PUBLISH': late,
		'publisher.PUBLISH_REQUESTING': late,
		'publisher.PUBLISHING': late,
		'stream.resume': unheeded('Nothing was given up.')
	},
	initial: 'open',
	states: {
		open: {
			description: 'The engine has been asked to publish; leaving this state stops publishing.',
			invoke: {
				src: 'publishStream',
				input: ({ context }) => ({ streamID: context.fact.streamID }),
				onError: { target: 'failed', actions: 'recordFailure' }
			},
			on: {
				'publisher.NO_PUBLISH': retryOrFail('recordFailure'),
				'service.failed': retryOrFail('recordFailure')
			},
			initial: 'requesting',
			states: {
				requesting: {
					description: 'Asked, not yet sending; also while the engine retries by itself.',
					tags: 'pending',
					entry: [{ type: 'become', params: 'requesting' }, 'report'],
					on: {
						'publisher.NO_PUBLISH': { guard: 'isEcho', ...unheeded('It answers the stop before this attempt.') },
						'publisher.PUBLISHING': { target: 'publishing' },
						'publisher.PUBLISH_REQUESTING': { actions: ['recordTrouble', 'report'] }
					},
					after: { [delay('publishRequest')]: retryOrFail('recordTimeout') }
				},
				publishing: {
					description: 'Others can play my stream.',
					entry: ['clearFailure', { type: 'become', params: 'publishing' }, 'report'],
					on: {
						'publisher.PUBLISH_REQUESTING': { target: 'requesting', actions: 'recordTrouble' },
						'publisher.PUBLISHING': { actions: 'report' }
					}
				}
			}
		},
		retrying: {
			description: 'Stopped; waits before it asks again.',
			tags: 'pending',
			entry: [{ type: 'become', params: 'retrying' }, 'report'],
			exit: 'countAttempt',
			on: { 'user.retry': { target: 'open' }, 'stream.resume': { target: 'open', actions: 'clearFailure' } },
			after: { [delay('retryPause')]: { target: 'open' } }
		},
		failed: {
			description: 'Given up; the call goes on without my stream until the person tries again.',
			entry: [{ type: 'become', params: 'failed' }, 'report'],
			on: {
				'user.retry': { target: 'open', actions: 'clearFailure' },
				'stream.resume': { target: 'open', actions: 'clearFailure' }
			}
		}
	}
});
