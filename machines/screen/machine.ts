/** Screen share: owns the browser's picker, the capture and, through a publisher of its own, the second stream. */
import { delay } from '../delays';
import { ignored } from '../ignored';
import { failureIn } from '../failure';
import { usualHeight } from '../player/height';
import { recordFailure } from '../retry';
import { screenSetup } from './setup';

const late = ignored('It belongs to a capture that is over, or to one that is only asked for.');

const mutedOf = ({ event }: { event: { muted: boolean } }) => event;
const ifMuted = { guard: { type: 'isMuted', params: mutedOf } } as const;

const share = {
	target: 'capturing',
	actions: [
		{ type: 'nameStream', params: ({ event }: { event: { streamID: string } }) => event.streamID },
		'clearFailure'
	]
} as const;

export const screenMachine = screenSetup.createMachine({
	id: 'screen',
	context: { streamID: '', failure: null },
	on: {
		'screen.ended': late,
		'screen.muted': late,
		'publisher.NO_PUBLISH': late,
		'publisher.PUBLISH_REQUESTING': late,
		'publisher.PUBLISHING': late
	},
	initial: 'off',
	states: {
		off: {
			description: 'Nothing of the screen is captured.',
			on: { 'screen.share': share, 'screen.toggle': share }
		},
		capturing: {
			description: 'The browser has been asked for the screen. Leaving this state ends the capture.',
			invoke: { src: 'captureScreen', onError: { target: 'off', actions: recordFailure } },
			on: {
				'service.failed': [
					{ guard: { type: 'isCancelled', params: failureIn }, target: 'off' },
					{ target: 'off', actions: recordFailure }
				],
				'screen.ended': { target: 'off' },
				'screen.toggle': { target: 'off' },
				'user.stopScreen': { target: 'off' }
			},
			initial: 'asking',
			states: {
				asking: {
					description: "The browser's picker is open.",
					tags: 'pending',
					on: { 'screen.captured': [{ ...ifMuted, target: 'sharing.paused' }, { target: 'sharing' }] },
					after: { [delay('screenAnswer')]: { target: '#screen.off' } }
				},
				sharing: {
					description: 'The screen is captured, and its publisher sends it.',
					invoke: {
						id: 'publisher',
						src: 'publisher',
						input: ({ context: { streamID } }) => ({ streamID, most: usualHeight(streamID) }),
						onError: { target: '#screen.off', actions: recordFailure }
					},
					on: {
						'report.publisher': ignored('Whoever asks reads it from the publisher.'),
						'publisher.NO_PUBLISH': { actions: { type: 'tellPublisher', params: ({ event }) => event } },
						'publisher.PUBLISH_REQUESTING': { actions: { type: 'tellPublisher', params: ({ event }) => event } },
						'publisher.PUBLISHING': { actions: { type: 'tellPublisher', params: ({ event }) => event } },
						'user.retry': { actions: { type: 'tellPublisher', params: ({ event }) => event } },
						'stream.resume': { actions: { type: 'tellPublisher', params: ({ event }) => event } }
					},
					initial: 'showing',
					states: {
						showing: {
							description: 'Its picture follows what happens in it.',
							on: { 'screen.muted': [{ ...ifMuted, target: 'paused' }, ignored('It is shown already.')] }
						},
						paused: {
							description: 'The shared window is minimised, or the system holds its picture back.',
							on: { 'screen.muted': [{ ...ifMuted, ...ignored('It is paused already.') }, { target: 'showing' }] }
						}
					}
				}
			}
		}
	}
});
