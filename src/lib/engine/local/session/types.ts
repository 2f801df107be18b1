/** What the session is told, and what it knows. */
import type { RoomUser } from '../../../../../machines/engine';
import type { Failure } from '../../../../../machines/failure';
import type { Assert, IsJson } from '../../../../../machines/json';
import type { EarlyInput } from '../early/types';
import type { LinkReport, SendCommand } from '../link/types';
import type { ServerEvent } from '../messages';
import type { PairInput, PairReport } from '../pair/types';

/** The token itself stays beside the chart. `isNewToken`: another one than was last given for this room. */
export type Login = { roomID: string; user: RoomUser; isNewToken: boolean };
export type LoginEvent = { type: 'enterLobby' | 'loginRoom' | 'switchRoom' } & Login;

export type PeerOpened = {
	type: 'peer.opened';
	signalingState: RTCSignalingState;
	connectionState: RTCPeerConnectionState;
} & PairInput;
/** Of an `RTCPeerConnection` to someone. `peer.streams`: other tracks than before arrive. */
export type PeerEvent = PeerOpened | { type: 'peer.closed' | 'peer.streams'; userID: string };

/** Of a connection between lobby and room. */
export type EarlyOpened = { type: 'early.opened' } & EarlyInput;

export type SessionEvent =
	| LinkReport
	| ServerEvent
	| PeerEvent
	| PairReport
	| EarlyOpened
	| { type: 'early.closed'; offerID: string }
	| SendCommand
	| LoginEvent
	| { type: 'renewToken' }
	| { type: 'logoutRoom' }
	| { type: 'destroy' };

/** `roomID` and `user`: what was asked for last. `failure`: why entry was refused or the session ended. */
export type SessionContext = {
	sessionID: string;
	roomID: string;
	user: RoomUser;
	failure: Failure | null;
};
export type ContextIsJson = Assert<IsJson<SessionContext>>;
