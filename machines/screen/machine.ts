/** Screen share: owns the picker, the capture and, through a publisher of its own, the second stream. */
import { assign, sendParent, sendTo, setup } from 'xstate';
import type { ReportEvent, ScreenFact } from '../call/types';
import { DELAYS, delay } from '../delays';
import type { PublisherEvent } from '../engine';
import { failureOf } from '../failure';
import { publisherMachine } from '../publisher/machine';
import { captureScreen, type ServiceFailed } from '../services';
import { unheeded } from '../call/exhaustive';

type ScreenContext = { streamID: string; fact: ScreenFact };

const late = unheeded('It tells of a capture that is over, or of one that is only asked for.');

export const screenMachine = setup({
	types: {
		context: {} as ScreenContext,
		events: {} as
			| { type: 'screen.share'; streamID: string }
			| { type: 'screen.captured' }
			| { type: 'screen.ended' }
			| { type: 'user.stopScreen' }
			| { type: 'user.retry' }
			| ServiceFailed
			| PublisherEvent
			| Extract<ReportEvent, { type: 'report.publisher' }>,
		children: {} as { publisher: 'publisher' }
	},
	actors: { captureScreen, publisher: publisherMachine },
	delays: DELAYS,
	guards: {
		isCancelled: ({ event }) => failureOf(event).code === 'screen.cancelled'
	},
	actions: {
		nameStream: assign({
			streamID: ({ context, event }) => (event.type === 'screen.share' ? event.streamID : context.streamID)
		}),
		become: assign({ fact: ({ context }, state: ScreenFact['state']) => ({ ...context.fact, state }) }),
		recordPublisher: assign({
			fact: ({ context, event }) =>
				event.type === 'report.publisher' ? { state: event.fact.state, failure: event.fact.failure } : context.fact
		}),
		recordFailure: assign({ fact: ({ context, event }) => ({ ...context.fact, failure: failureOf(event) }) }),
		clearFailure: assign({ fact: ({ context }) => ({ ...context.fact, failure: null }) }),
		tellPublisher: sendTo('publisher', ({ event }) => event),
		report: sendParent(({ context }) => ({ type: 'report.screen', fact: context.fact }))
	}
}).createMachine({
	id: 'screen',
	context: { streamID: '', fact: { state: 'off', failure: null } },
	on: {
		'screen.ended': late,
		'publisher.NO_PUBLISH': late,
		'publisher.PUBLISH_REQUESTING': late,
		'publisher.PUBLISHING': late
	},
	initial: 'off',
	states: {
		off: {
			description: 'Nothing of the screen is captured.',
			entry: [{ type: 'become', params: 'off' }, 'report'],
			on: { 'screen.share': { target: 'capturing', actions: ['nameStream', 'clearFailure'] } }
		},
		capturing: {
			description: 'The browser has been asked for the screen; leaving this state ends the capture.',
			invoke: { src: 'captureScreen', onError: { target: 'off', actions: 'recordFailure' } },
			on: {
				'service.failed': [
					{ guard: 'isCancelled', target: 'off' },
					{ target: 'off', actions: 'recordFailure' }
				],
				'screen.ended': { target: 'off' },
				'user.stopScreen': { target: 'off' }
			},
			initial: 'asking',
			states: {
				asking: {
					description: "The browser's picker is open.",
					tags: 'pending',
					entry: [{ type: 'become', params: 'asking' }, 'report'],
					on: { 'screen.captured': { target: 'sharing' } },
					after: { [delay('screenAnswer')]: { target: '#screen.off' } }
				},
				sharing: {
					description: 'The screen is captured, and its publisher sends it.',
					invoke: {
						id: 'publisher',
						src: 'publisher',
						input: ({ context }) => ({ streamID: context.streamID }),
						onError: { target: '#screen.off', actions: 'recordFailure' }
					},
					on: {
						'report.publisher': { actions: ['recordPublisher', 'report'] },
						'publisher.NO_PUBLISH': { actions: 'tellPublisher' },
						'publisher.PUBLISH_REQUESTING': { actions: 'tellPublisher' },
						'publisher.PUBLISHING': { actions: 'tellPublisher' },
						'user.retry': { actions: 'tellPublisher' }
					}
				}
			}
		}
	}
});
