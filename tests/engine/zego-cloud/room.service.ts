/** One client's room stream: reads its requests, answers, and pushes what the rooms report. */
import type { Faults } from './faults';
import type { Channel, OpenService, ServiceSession } from './link';
import { CLOSE, type Listener, type Member, type Rooms, type Stream } from './rooms';
import { decode, encode } from './wire/codec';
import { readRoomPayload, roomPayload, type RoomPayload } from './wire/frames';
import * as messages from './wire/room.messages';

const { ROOM, PUSH, ACTION } = messages;

/** Codes of the server's own: the SDK shows them as 1002034 and 1003028. */
const ROOM_FULL = 1105;
const STREAM_TAKEN = 1012;

const MS = { heartbeat: 3_000, heartbeatTimeout: 10_000, usersMerge: 200, usersInterval: 1_000 };

export type RoomOptions = {
	/** The code to refuse a login with; 0 admits. */
	authorize(login: { userID: string; roomID: string; token: string }): number;
	/** Seconds until the token expires, as the server tells the client; 0 says nothing. */
	tokenSeconds: number;
	renewed(userID: string, token: string): void;
};

export const roomService =
	(rooms: Rooms, faults: Faults, options: RoomOptions): OpenService =>
	(channel) =>
		new RoomSession(channel, rooms, faults, options);

class RoomSession implements ServiceSession {
	readonly #members = new Map<number, Member>();

	constructor(
		readonly channel: Channel,
		readonly rooms: Rooms,
		readonly faults: Faults,
		readonly options: RoomOptions
	) {}

	receive(payload: Uint8Array): void {
		const request = readRoomPayload(payload);
		const answer = (body: Uint8Array, context = request.context) =>
			this.channel.send(roomPayload({ cmd: request.cmd + 1, seq: request.seq, context, body }));
		const refuse = (code: number) => answer(encode(messages.plainReply, { status: { code, message: 'refused' } }));
		this.faults.apply(
			{ service: 'room', cmd: request.cmd, userID: this.channel.userID },
			() => this.#carryOut(request, answer, refuse),
			refuse
		);
	}

	closed(): void {
		for (const member of this.#members.values()) if (member.listener) this.rooms.lost(member);
		this.#members.clear();
	}

	#carryOut(
		request: RoomPayload,
		answer: (body: Uint8Array, context?: number) => void,
		refuse: (code: number) => void
	): void {
		const { cmd, body } = request;
		if (cmd === ROOM.login) return this.#login(body, answer, refuse);
		const member = this.#members.get(request.context);
		if (cmd === ROOM.logout) {
			if (member) this.rooms.leave(member, CLOSE.offline);
			this.#members.delete(request.context);
			return answer(encode(messages.plainReply, {}));
		}
		// A request of someone who is no longer a member: the SDK has been told so, or logs in again.
		if (!member) return;
		switch (cmd) {
			case ROOM.heartbeat:
				return answer(encode(messages.heartbeatReply, this.#heartbeat(member)));
			case ROOM.listUsers:
				return answer(encode(messages.userListReply, userList(member)));
			case ROOM.renewToken:
				this.options.renewed(member.userID, decode(messages.renewRequest, body).token);
				return answer(encode(messages.renewReply, { tokenSeconds: this.options.tokenSeconds }));
			case ROOM.addStream: {
				const { streamID, extra } = decode(messages.streamRequest, body);
				const stream = this.rooms.addStream(member, streamID, extra);
				if (!stream) return refuse(STREAM_TAKEN);
				const { session, version } = stream;
				const streamSeq = member.room.streamSeq;
				return answer(encode(messages.addStreamReply, { streamSeq, streamSession: session, version, nid: 1 }));
			}
			case ROOM.deleteStream: {
				this.rooms.removeStreams(member, [decode(messages.deleteStreamRequest, body).streamID], CLOSE.stopped);
				return answer(encode(messages.streamReply, { streamSeq: member.room.streamSeq, version: 1 }));
			}
			case ROOM.updateStream:
				return answer(encode(messages.streamReply, { streamSeq: member.room.streamSeq, version: 1 }));
			case ROOM.sendMessage: {
				const { text } = decode(messages.messageRequest, body);
				const messageID = this.rooms.nextID();
				member.room.tellOthers(member, (listener) => listener.message(messageID, member, text));
				return answer(encode(messages.messageReply, { messageID }));
			}
			case ROOM.listStreams:
				return answer(encode(messages.streamListReply, streamList(member)));
		}
	}

	#login(body: Uint8Array, answer: (body: Uint8Array, context: number) => void, refuse: (code: number) => void): void {
		const { roomID, userID, userName, token, userSession, maxMembers } = decode(messages.loginRequest, body);
		const refusal = this.rooms.isFull(roomID, userID) ? ROOM_FULL : this.options.authorize({ userID, roomID, token });
		if (refusal !== 0) return refuse(refusal);
		const member = this.rooms.login(roomID, { userID, userName }, userSession, maxMembers);
		this.#members.set(member.context, member);
		member.listener = this.#listener(member);
		const { streamSeq, streams } = streamList(member);
		const reply = {
			switchSession: member.context,
			userSession: member.context,
			roomSession: member.context,
			userNumber: member.context,
			now: Date.now(),
			heartbeatMs: MS.heartbeat,
			heartbeatTimeoutMs: MS.heartbeatTimeout,
			online: member.room.members.size,
			usersMergeMs: MS.usersMerge,
			usersIntervalMs: MS.usersInterval,
			tokenSeconds: this.options.tokenSeconds,
			streamCount: streams.length,
			streamSeq,
			streams
		};
		answer(encode(messages.loginReply, reply), member.context);
	}

	#heartbeat({ room }: Member) {
		return {
			now: Date.now(),
			heartbeatMs: MS.heartbeat,
			heartbeatTimeoutMs: MS.heartbeatTimeout,
			streamSeq: room.streamSeq,
			userSeq: room.userSeq,
			online: room.members.size
		};
	}

	#listener(member: Member): Listener {
		const push = (subCommand: number, body: Uint8Array) => {
			const head = { subCommand, sent: Date.now() };
			const message = encode(messages.push, { head, body });
			this.channel.send(roomPayload({ cmd: ROOM.push, seq: 0, context: member.context, body: message }));
		};
		return {
			users: (userSeq, action, { userID, userName }) => {
				const actions = [{ action: ACTION[action], userID, userName, loggedIn: Date.now() }];
				push(PUSH.users, encode(messages.usersPush, { userSeq, actions }));
			},
			streamsAdded: (streamSeq, owner, streams) =>
				push(PUSH.streamAdd, encode(messages.streamsPush, { streamSeq, streams: streams.map(pushed(owner)) })),
			streamsDeleted: (streamSeq, owner, streams, closeType) => {
				const deleted = streams.map((stream) => ({ ...pushed(owner)(stream), closeType }));
				push(PUSH.streamDelete, encode(messages.streamsPush, { streamSeq, streams: deleted }));
			},
			message: (messageID, { userID, userName }, text) => {
				const message = { userID, userName, messageID, category: 1, type: 1, text, sent: Date.now() };
				push(PUSH.messages, encode(messages.messagesPush, { latestID: messageID, messages: [message] }));
			},
			kicked: (reason, message) => {
				const kickout = { userID: member.userID, userSession: member.context, reason, message };
				push(PUSH.kickout, encode(messages.kickoutPush, kickout));
				this.#members.delete(member.context);
			}
		};
	}
}

const pushed = (owner: Member) => (stream: Stream) => ({
	streamID: stream.streamID,
	streamSession: stream.session,
	userID: owner.userID,
	userName: owner.userName,
	version: stream.version,
	nid: 1,
	extra: stream.extra,
	created: stream.created
});

function streamList({ room }: Member) {
	const streams = [...room.members.values()].flatMap((owner) => [...owner.streams.values()].map(pushed(owner)));
	return { streamSeq: room.streamSeq, streams };
}

/** One page holds everyone. */
function userList({ room }: Member) {
	const users = [...room.members.values()].map(({ userID, userName }) => ({ userID, userName }));
	return { userSeq: room.userSeq, index: users.length, lastIndex: users.length, users };
}
