/** How the other parts of the engine reach its charts. */
import type { PairActor } from './pair/machine';
import type { SessionEvent } from './session/types';

export interface Charts {
	/** Sends to the session. An event that is sent while the session handles another one waits. */
	send(event: SessionEvent): void;
	/** Undefined until the session has handled `peer.opened`. */
	pair(userID: string): PairActor | undefined;
	readonly myUserID: string;
}
