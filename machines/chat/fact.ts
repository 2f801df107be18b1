import type { ChatContext, ChatFact, ChatMessage, MessageFact } from './types';

/** The value of the chart's state. */
export type ChatValue = { panel: 'closed' | 'open'; outbox: 'idle' | 'sending' | 'pausing' };

/** IDs are made by their senders: two of them may make the same. Never a whole number, which would come first in a record. */
export const keyOf = ({ user, messageID }: Pick<ChatMessage, 'user' | 'messageID'>): string =>
	`${user?.userID ?? ''}/${messageID}`;

const stateOf = ({ user, messageID, failure }: ChatMessage, { queue }: ChatContext): MessageFact['state'] => {
	if (user !== null) return 'received';
	if (queue.includes(messageID)) return 'sending';
	return failure === null ? 'sent' : 'failed';
};

/** Without the chart, as in old recordings and when the call is over, nobody has said anything. */
export function chatFact(value: ChatValue | undefined, context: ChatContext): ChatFact {
	if (value === undefined) return { open: false, unread: 0, messages: [] };
	const messages = Object.values(context.messages);
	return {
		open: value.panel === 'open',
		unread: context.unread,
		messages: messages.map((message) => ({ ...message, state: stateOf(message, context) }))
	};
}
