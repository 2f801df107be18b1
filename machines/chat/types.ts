import type { RoomUser } from '../engine';
import type { Failure } from '../failure';
import type { Assert, IsJson } from '../json';

/** `messageID`: of its sender's own making. With it, nobody is shown a message twice that was sent again. */
export type OutgoingMessage = { messageID: string; text: string };

export type ChatMessage = OutgoingMessage & {
	/** Null: it is mine. */
	user: RoomUser | null;
	/** Why it could not be sent. */
	failure: Failure | null;
};

export type ChatContext = {
	/** By `keyOf`, oldest first. */
	messages: Record<string, ChatMessage>;
	/** The IDs of mine that are to be sent, in this order. */
	queue: string[];
	/** How many have come since the chat was last open. */
	unread: number;
};
export type ContextIsJson = Assert<IsJson<ChatContext>>;

export type BroadcastMessage = { type: 'room.broadcastMessage'; user: RoomUser } & OutgoingMessage;

export type ChatEvent =
	| { type: 'user.openChat' }
	| { type: 'user.closeChat' }
	| ({ type: 'user.sendMessage' } & OutgoingMessage)
	| { type: 'user.retryMessage'; messageID: string }
	| BroadcastMessage
	/** It is another room: what was said in the one before is not for those who are there. */
	| { type: 'chat.clear' };

export type MessageFact = OutgoingMessage & {
	/** Null: it is mine. */
	user: RoomUser | null;
	state: 'received' | 'sending' | 'sent' | 'failed';
	failure: Failure | null;
};

export type ChatFact = { open: boolean; unread: number; messages: MessageFact[] };
