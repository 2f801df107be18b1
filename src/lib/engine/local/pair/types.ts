/** What a pair is told, and what it tells the session. */
import type { Assert, IsJson } from '../../../../../machines/json';

/** `RTCPeerConnection.connectionState`, never `iceConnectionState`: that one can stay "disconnected" for ever. */
type ConnectionEvent = { type: `connection.${RTCPeerConnectionState}` };
type SignalingEvent = { type: `signaling.${RTCSignalingState}` };

export type PairEvent =
	| ConnectionEvent
	| SignalingEvent
	/** The browser can't apply an offer or an answer of the other. */
	| { type: 'description.refused' }
	/** Packets have arrived since they were counted last. */
	| { type: 'media.heard' }
	/** Packets have arrived since somebody began to listen. */
	| { type: 'media.proved' }
	/** The pair tells itself: media comes again after a silence. */
	| { type: 'media.returned' }
	/** The pair tells itself: media that is due has not come for a while. */
	| { type: 'media.ceased' }
	/** Whether the other sends from a camera or microphone has changed. */
	| { type: 'media.expected'; expectsMedia: boolean }
	/** The server has lost the other, or doesn't name it any more. */
	| { type: 'member.lost' }
	| { type: 'member.returned' }
	/** The server is silent. */
	| { type: 'link.doubted' }
	| { type: 'link.resumed' }
	| { type: 'gaveUp' };

export type PairReport = {
	/** `flowing` and `stalled`: media arrives or doesn't. `returned`: the path is back after a silence. `path`: whether there is a way for it has changed. `away`: the server has lost the other, whose media goes on. `back`: the server names it again. `lost`: the other has gone. `settled`: it has been back for a while. `over`: it isn't expected back. */
	type: `pair.${'flowing' | 'stalled' | 'returned' | 'path' | 'away' | 'back' | 'lost' | 'settled' | 'over'}`;
	userID: string;
};

export type PairInput = { userID: string; expectsMedia: boolean };
/** `expectsMedia`: the other has its camera or microphone on, so packets should arrive. */
export type PairContext = PairInput;
export type ContextIsJson = Assert<IsJson<PairContext>>;
