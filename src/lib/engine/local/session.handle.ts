/** How the other parts of the engine reach the session and its pairs. */
import type { EarlyActor } from './early/machine';
import type { PairActor } from './pair/machine';
import type { SessionEvent } from './session/types';

export interface SessionHandle {
	/** An event that is sent while the session handles another one waits. */
	send(event: SessionEvent): void;
	/** Whether it would do anything with this event now. */
	can(event: SessionEvent): boolean;
	/** Undefined until the session has handled `peer.opened`. */
	pair(userID: string): PairActor | undefined;
	/** Undefined until the session has handled `early.opened`. */
	early(offerID: string): EarlyActor | undefined;
	readonly myUserID: string;
}
