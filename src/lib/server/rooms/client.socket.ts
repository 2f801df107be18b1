import type { PassedSignal, ServerMessage } from '../../api/signalling';

/** WebSocket close codes: 1008 and 1012 are from RFC 6455 and its registry, the others are ours. */
export const CLOSE_CODES = {
	policyViolation: 1008,
	serviceRestart: 1012,
	kicked: 4001,
	/** The same session came back on another socket. */
	resumed: 4002,
	/** No valid token was shown in time. */
	tooLate: 4003
} as const;

export type CloseReason = keyof typeof CLOSE_CODES;

/** What a room may do with a client's socket. */
export interface ClientSocket {
	send(message: ServerMessage | PassedSignal): void;
	close(reason: CloseReason): void;
	/** The door of the room has been locked: whom it does not admit leaves the lobby. */
	lockedOut(): void;
}
