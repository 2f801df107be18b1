/** What rooms know of a socket: they can say something to it, and end it. */
import type { ServerMessage } from '../../api/signalling';

/** WebSocket close codes: 1008 and 1012 are the RFC's, the others ours. */
export const CLOSE = {
	policyViolation: 1008,
	serviceRestart: 1012,
	kicked: 4001,
	/** The same session came back on another socket. */
	resumed: 4002,
	/** It never said who it is. */
	tooLate: 4003
} as const;

export type CloseReason = keyof typeof CLOSE;

export interface Link {
	send(message: ServerMessage): void;
	close(reason: CloseReason): void;
}
