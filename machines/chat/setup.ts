/** What the names in the chat's chart mean. */
import { assign, sendParent, setup } from 'xstate';
import { DELAYS } from '../delays';
import { failure, type Failure } from '../failure';
import { sendMessage } from '../services';
import { keyOf } from './fact';
import { isSendable } from './text';
import type { BroadcastMessage, ChatContext, ChatEvent, ChatMessage, OutgoingMessage } from './types';

/** Whoever scrolls back further looks for something that was said in another call. */
const MOST = 200;

const myKey = (messageID: string): string => keyOf({ user: null, messageID });

const withMessage = ({ messages }: ChatContext, message: ChatMessage): ChatContext['messages'] =>
	Object.fromEntries<ChatMessage>(Object.entries({ ...messages, [keyOf(message)]: message }).slice(-MOST));

/** The one that is to be sent first. */
export const nextOf = ({ messages, queue: [messageID = ''] }: ChatContext): OutgoingMessage => ({
	messageID,
	text: messages[myKey(messageID)]?.text ?? ''
});

/** That one is done with. */
const settled = ({ messages, queue: [messageID = '', ...queue] }: ChatContext, why: Failure | null) => {
	const key = myKey(messageID);
	const message = messages[key];
	return { queue, messages: message ? { ...messages, [key]: { ...message, failure: why } } : messages };
};

export const chatSetup = setup({
	types: {
		context: {} as ChatContext,
		events: {} as ChatEvent,
		tags: {} as 'pending'
	},
	actors: { sendMessage },
	delays: DELAYS,
	guards: {
		isKnown: ({ context }, message: BroadcastMessage) => Object.hasOwn(context.messages, keyOf(message)),
		canSend: ({ context }, { messageID, text }: OutgoingMessage) =>
			isSendable(text) && !Object.hasOwn(context.messages, myKey(messageID)),
		hasFailed: ({ context }, messageID: string) =>
			!context.queue.includes(messageID) && (context.messages[myKey(messageID)]?.failure ?? null) !== null,
		hasQueue: ({ context }) => context.queue.length > 0
	},
	actions: {
		append: assign({
			messages: ({ context }, { messageID, text, user }: BroadcastMessage) =>
				withMessage(context, { messageID, text, user, failure: null })
		}),
		countUnread: assign({ unread: ({ context }) => context.unread + 1 }),
		markRead: assign({ unread: 0 }),
		reportMessage: sendParent((_, { user, text }: BroadcastMessage) => ({ type: 'report.message', user, text })),

		queue: assign(({ context }, { messageID, text }: OutgoingMessage) => ({
			messages: withMessage(context, { messageID, text, user: null, failure: null }),
			queue: [...context.queue, messageID]
		})),
		queueAgain: assign({ queue: ({ context }, messageID: string) => [...context.queue, messageID] }),
		recordSent: assign(({ context }) => settled(context, null)),
		recordFailure: assign(({ context }, why: Failure) => settled(context, why)),
		recordTimeout: assign(({ context }) => settled(context, failure('network.broken', 'timeout'))),
		forget: assign({ messages: {}, queue: [], unread: 0 })
	}
});
