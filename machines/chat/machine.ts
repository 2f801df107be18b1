/**
 * What is said in writing: whether I look at it, what I have not read yet, and what becomes of each message of mine. Nothing of it
 * outlives the call.
 * https://docs.zegocloud.com/article/api?doc=Express_Video_SDK_API~javascript_web~class~ZegoExpressEngine#send-broadcast-message
 */
import { delay } from '../delays';
import { failureIn } from '../failure';
import { ignored } from '../ignored';
import { chatSetup, nextOf } from './setup';
import type { BroadcastMessage, OutgoingMessage } from './types';

const incoming = ({ event }: { event: BroadcastMessage }) => event;
const outgoing = ({ event }: { event: OutgoingMessage }) => event;
const messageOf = ({ event }: { event: { messageID: string } }) => event.messageID;

const known = {
	guard: { type: 'isKnown', params: incoming },
	...ignored('Its sender was not told that it has arrived, and has sent it again.')
} as const;
const append = { type: 'append', params: incoming } as const;
const recordFailure = { type: 'recordFailure', params: failureIn } as const;

export const chatMachine = chatSetup.createMachine({
	id: 'chat',
	context: { messages: {}, queue: [], unread: 0 },
	type: 'parallel',
	on: {
		'user.openChat': ignored('It is open.'),
		'user.closeChat': ignored('It is closed.'),
		'user.sendMessage': [
			{ guard: { type: 'canSend', params: outgoing }, actions: { type: 'queue', params: outgoing } },
			ignored('It is empty, too long, or was sent before.')
		],
		'user.retryMessage': [
			{ guard: { type: 'hasFailed', params: messageOf }, actions: { type: 'queueAgain', params: messageOf } },
			ignored('It is on its way, or has arrived.')
		],
		'chat.clear': { target: '.outbox.idle', actions: 'forget' }
	},
	states: {
		panel: {
			description: 'Whether I look at what is written.',
			initial: 'closed',
			states: {
				closed: {
					description: 'I do not see what is written.',
					on: {
						'user.openChat': { target: 'open', actions: 'markRead' },
						'room.broadcastMessage': [
							known,
							{ actions: [append, 'countUnread', { type: 'reportMessage', params: incoming }] }
						]
					}
				},
				open: {
					description: 'I see it.',
					on: {
						'user.closeChat': { target: 'closed' },
						'room.broadcastMessage': [known, { actions: append }]
					}
				}
			}
		},
		outbox: {
			description: 'What becomes of what I write.',
			on: { 'room.broadcastMessage': ignored('It is for the panel.') },
			initial: 'idle',
			states: {
				idle: {
					description: 'Nothing of mine waits.',
					always: { guard: 'hasQueue', target: 'sending' }
				},
				sending: {
					description: 'One message at a time, so that they arrive in the order in which they were written.',
					tags: 'pending',
					invoke: {
						src: 'sendMessage',
						input: ({ context }) => nextOf(context),
						onDone: { target: 'pausing', actions: 'recordSent' },
						onError: { target: 'pausing', actions: recordFailure }
					},
					after: { [delay('messageAnswer')]: { target: 'pausing', actions: 'recordTimeout' } }
				},
				pausing: {
					description: 'ZEGO takes no other message yet.',
					after: { [delay('messagePause')]: { target: 'idle' } }
				}
			}
		}
	}
});
