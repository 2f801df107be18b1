/** Service 17: rooms, users and the names of streams. A reply's command is its request's plus one. */
import { bytes, int32, int64, nested, repeated, text, uint32 } from './codec';

export const ROOM = {
	login: 1001,
	logout: 1003,
	push: 1101,
	enter: 301001,
	heartbeat: 301005,
	renewToken: 301007,
	addStream: 302001,
	deleteStream: 302003,
	updateStream: 302005,
	listStreams: 302007,
	sendMessage: 303001,
	listUsers: 304001
} as const;

/** Sub-commands of a push. */
export const PUSH = { users: 10001, kickout: 10002, streamAdd: 12001, streamDelete: 12002, messages: 13001 } as const;

const status = nested(1, { code: uint32(1), message: text(2) });

export const plainReply = { status };

export const loginRequest = {
	roomID: text(3),
	userID: text(6),
	userName: text(7),
	token: text(16),
	userSession: int64(20),
	maxMembers: uint32(23)
};
const stream = {
	streamID: text(1),
	streamSession: text(2),
	userID: text(3),
	userName: text(4),
	created: int64(5),
	extra: text(6),
	version: uint32(8),
	nid: uint32(13)
};
export const loginReply = {
	status,
	switchSession: int64(2),
	userSession: int64(3),
	roomSession: int64(4),
	userNumber: int64(5),
	now: int64(6),
	heartbeatMs: uint32(8),
	heartbeatTimeoutMs: uint32(9),
	online: uint32(10),
	anchor: nested(11, { userID: text(1), number: int64(2), userName: text(3) }),
	reloginToken: bytes(12),
	usersMergeMs: uint32(13),
	usersIntervalMs: uint32(14),
	tokenSeconds: uint32(15),
	streamCount: uint32(18),
	streamSeq: uint32(19),
	streams: repeated(nested(20, stream))
};

export const heartbeatReply = {
	status,
	now: int64(2),
	heartbeatMs: uint32(3),
	heartbeatTimeoutMs: uint32(4),
	streamSeq: uint32(5),
	userSeq: int64(6),
	online: uint32(7)
};

export const renewRequest = { token: text(1) };
export const renewReply = { status, tokenSeconds: uint32(2) };

export const userListReply = {
	status,
	userSeq: int64(2),
	index: int64(3),
	lastIndex: int64(4),
	users: repeated(nested(5, { userID: text(1), userName: text(2), role: uint32(3) }))
};

export const streamRequest = { streamID: text(1), extra: text(5) };
export const deleteStreamRequest = { streamSession: text(1), streamID: text(2) };
export const addStreamReply = {
	status,
	streamSeq: uint32(2),
	streamSession: text(3),
	version: uint32(4),
	nid: uint32(5)
};
export const streamReply = { status, streamSeq: uint32(2), version: uint32(3) };
/** As in the login reply, but numbered differently from field 5 on. */
const listed = { ...stream, created: int64(8), extra: text(13), version: uint32(6), nid: uint32(12) };
export const streamListReply = { status, streamSeq: uint32(2), streams: repeated(nested(3, listed)) };

/** `category` and `type` are for apps to tell messages apart: the SDK sends 1 for both. */
export const messageRequest = { category: uint32(1), type: uint32(2), text: text(3) };
export const messageReply = { status, messageID: int64(2) };
export const messagesPush = {
	latestID: int64(1),
	returnedID: int64(2),
	messages: repeated(
		nested(4, {
			userID: text(1),
			userName: text(2),
			role: uint32(3),
			messageID: int64(4),
			category: uint32(5),
			type: uint32(6),
			text: text(7),
			sent: int64(8)
		})
	)
};

export const push = {
	head: nested(1, { subCommand: uint32(1), wantsReply: uint32(2), sent: int64(3) }),
	body: bytes(2)
};
export const ACTION = { add: 1, delete: 2 } as const;
/** The SDK drops a push whose `userSeq` is not its own plus the number of actions, and asks for the list again. */
export const usersPush = {
	userSeq: int64(1),
	actions: repeated(
		nested(2, { action: uint32(1), userID: text(2), userName: text(3), role: uint32(4), loggedIn: int64(5) })
	)
};
export const kickoutPush = { userID: text(1), userSession: int64(2), reason: int32(3), message: text(4) };
export const streamsPush = {
	streamSeq: uint32(1),
	streams: repeated(
		nested(2, {
			streamID: text(1),
			streamSession: text(2),
			userID: text(3),
			userName: text(4),
			version: uint32(6),
			nid: uint32(11),
			extra: text(12),
			created: int64(13),
			closeType: uint32(14)
		})
	)
};
