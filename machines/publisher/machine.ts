/**
 * One outgoing stream of mine, camera or screen: owns whether it is published.
 * ZEGO: https://docs.zegocloud.com/article/api?doc=Express_Video_SDK_API~javascript_web~enum~ZegoPublisherState
 */
import { delay } from '../delays';
import { ignored } from '../ignored';
import { late, recordFailure, retryOrFail } from '../retry';
import type { PicturesChosen } from '../services';
import { publisherSetup } from './setup';

const chosen = ({ event }: { event: PicturesChosen }) => event;
const recordMost = { type: 'recordMost', params: chosen } as const;

export const publisherMachine = publisherSetup.createMachine({
	id: 'publisher',
	context: ({ input }) => ({ ...input, failure: null, attempt: 0 }),
	on: {
		'publisher.NO_PUBLISH': late,
		'publisher.PUBLISH_REQUESTING': late,
		'publisher.PUBLISHING': late,
		'stream.resume': ignored('Nothing was given up.'),
		'pictures.chosen': { actions: recordMost }
	},
	initial: 'open',
	states: {
		open: {
			description: 'The engine has been asked to publish. Leaving this state stops publishing.',
			invoke: {
				id: 'stream',
				src: 'publishStream',
				input: ({ context: { streamID, most } }) => ({ streamID, most }),
				onError: { target: 'failed', actions: recordFailure }
			},
			on: {
				'publisher.NO_PUBLISH': retryOrFail('publisher', recordFailure),
				'service.failed': retryOrFail('publisher', recordFailure),
				'pictures.chosen': { actions: [recordMost, { type: 'limitStream', params: chosen }] }
			},
			initial: 'requesting',
			states: {
				requesting: {
					description: 'Asked for. Others cannot play it yet.',
					tags: 'pending',
					entry: { type: 'report', params: 'requesting' },
					on: {
						'publisher.NO_PUBLISH': {
							guard: { type: 'isEcho', params: ({ event }) => event.failure },
							...ignored('It answers the stop before this attempt.')
						},
						'publisher.PUBLISHING': { target: 'publishing' },
						'publisher.PUBLISH_REQUESTING': {
							actions: { type: 'recordFailure', params: ({ event }) => event.failure }
						}
					},
					after: { [delay('publishRequest')]: retryOrFail('publisher', 'recordTimeout') }
				},
				publishing: {
					description: 'Others can play my stream.',
					entry: ['clearFailure', { type: 'report', params: 'publishing' }],
					on: {
						'publisher.PUBLISH_REQUESTING': {
							target: 'requesting',
							actions: { type: 'recordFailure', params: ({ event }) => event.failure }
						},
						'publisher.PUBLISHING': ignored('It is published already.')
					}
				}
			}
		},
		retrying: {
			description: 'Stopped. It is asked for again after a pause.',
			tags: 'pending',
			entry: { type: 'report', params: 'retrying' },
			exit: 'countAttempt',
			on: { 'user.retry': { target: 'open' }, 'stream.resume': { target: 'open', actions: 'clearFailure' } },
			after: { [delay('retryPause')]: { target: 'open' } }
		},
		failed: {
			description: 'Given up. The call goes on without my stream until the person tries again.',
			entry: { type: 'report', params: 'failed' },
			on: {
				'user.retry': { target: 'open', actions: 'clearFailure' },
				'stream.resume': { target: 'open', actions: 'clearFailure' }
			}
		}
	}
});
