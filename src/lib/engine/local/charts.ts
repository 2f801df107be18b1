/** The engine's charts, as its other parts speak to them. */
import type { PairActor } from './pair/machine';
import type { SessionEvent } from './session/types';

export interface Charts {
	/** To the session; while it handles another event, this one waits. */
	send(event: SessionEvent): void;
	/** Undefined until the session has handled `peer.opened`. */
	pair(userID: string): PairActor | undefined;
	readonly myUserID: string;
}
