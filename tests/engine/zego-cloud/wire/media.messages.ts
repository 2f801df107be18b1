/** Service 18: media sessions. A reply's command is its request's plus one. */
import { bytes, int32, nested, repeated, sint32, text, uint32 } from './codec';

export const MEDIA = {
	login: 1,
	createSession: 5,
	publishEvent: 9,
	playEvent: 10,
	describe: 11,
	closeSession: 15,
	closedByServer: 21,
	status: 23,
	statusPush: 25,
	broadcasterStatus: 27,
	activateAudio: 29,
	activateVideo: 31,
	statistics: 41,
	command: 43
} as const;

/** Results of `createSession`. */
export const RESULT = { ok: 0, badDescription: 105, noSuchStream: 1004 } as const;

/** `sessions`: those of an earlier socket that go on. */
export const loginRequest = { sessions: repeated(nested(5, { sessionID: uint32(1) })) };
export const loginReply = { result: int32(1), tokenType: int32(2), token: text(3), abilities: uint32(4) };

export const PUBLISH = 0;
export const sessionRequest = { type: sint32(1), streamID: text(2), sdp: text(3), params: text(8) };
export const sessionReply = {
	result: sint32(1),
	version: uint32(2),
	sdp: text(3),
	sessionToken: text(5),
	nodes: repeated(text(6)),
	nodesSeconds: uint32(7),
	clientIP: text(8),
	peerID: uint32(12)
};

export const resultReply = { result: sint32(1) };
/** 0: media arrives. Until then the SDK holds camera and microphone states back for 3 s. */
export const eventPush = { event: sint32(1) };
export const closedPush = { reason: sint32(1), detail: text(2) };
/** 0 is open, as both sides see it. */
export const status = { microphone: sint32(1), camera: sint32(2) };
/** Of the pictures of a played stream; 0: not wanted. */
export const activation = { active: sint32(1), layer: sint32(2) };
export const statisticsReply = { result: sint32(1), peerID: uint32(2), lost: uint32(3), roundTrip: uint32(4) };
export const command = { peerID: uint32(1), commandID: uint32(2), body: bytes(3) };
