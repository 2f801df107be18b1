/** Who is in which room with which streams, and who is told about it. Knows nothing of frames and sockets. */

export type Stream = { streamID: string; session: string; extra: string; version: number; created: number };
/** Why a stream went; the SDK turns them into its `stream_delete_reason` 1 to 6. */
export const CLOSE = {
	stopped: 0,
	heartbeatTimeout: 1,
	loginElsewhere: 2,
	kicked: 3,
	offline: 4,
	removed: 100
} as const;
export type CloseType = (typeof CLOSE)[keyof typeof CLOSE];

/** How the room tells a member something; replaced when the member comes back on another socket. */
export interface Listener {
	users(seq: number, action: 'add' | 'delete', member: Member): void;
	streamsAdded(seq: number, owner: Member, streams: Stream[]): void;
	streamsDeleted(seq: number, owner: Member, streams: Stream[], closeType: CloseType): void;
	/** `messageID`: the server's own. */
	message(messageID: number, sender: Member, text: string): void;
	kicked(reason: number, message: string): void;
}

export class Member {
	readonly streams = new Map<string, Stream>();
	/** Null while the member's socket is gone. */
	listener: Listener | null = null;
	ghost: NodeJS.Timeout | undefined;

	constructor(
		readonly room: Room,
		readonly userID: string,
		readonly userName: string,
		/** Names the (room, user) session in every later message. */
		readonly context: number
	) {}
}

export class Room {
	readonly members = new Map<string, Member>();
	userSeq = 0;
	streamSeq = 0;
	maxMembers = 0;

	constructor(readonly roomID: string) {}

	tellOthers(than: Member, tell: (listener: Listener) => void): void {
		for (const member of this.members.values()) if (member !== than && member.listener) tell(member.listener);
	}
}

export class Rooms {
	/** How long a member whose socket is gone stays (ms). ZEGO's documents say 90 s, and 100 s. */
	ghostMs = 90_000;
	/** Someone is out of a room, whatever the reason. */
	onLeft: (userID: string) => void = () => undefined;
	readonly #rooms = new Map<string, Room>();
	#lastID = 1_000;

	nextID(): number {
		return ++this.#lastID;
	}

	get(roomID: string): Room | undefined {
		return this.#rooms.get(roomID);
	}

	/** Everywhere this user is. */
	membersOf(userID: string): Member[] {
		return [...this.#rooms.values()].flatMap((room) => room.members.get(userID) ?? []);
	}

	isFull(roomID: string, userID: string): boolean {
		const room = this.#rooms.get(roomID);
		return !!room && room.maxMembers > 0 && room.members.size >= room.maxMembers && !room.members.has(userID);
	}

	/** The same session comes back as it was; another login of the same user replaces it. */
	login(roomID: string, user: { userID: string; userName: string }, session: number, maxMembers: number): Member {
		const room = this.#rooms.get(roomID) ?? new Room(roomID);
		this.#rooms.set(roomID, room);
		const present = room.members.get(user.userID);
		if (present?.context === session) {
			clearTimeout(present.ghost);
			return present;
		}
		if (present) this.leave(present, CLOSE.loginElsewhere, (listener) => listener.kicked(KICK.loginElsewhere, ''));
		this.#rooms.set(roomID, room);
		if (room.members.size === 0) room.maxMembers = maxMembers;
		const member = new Member(room, user.userID, user.userName, this.nextID());
		room.members.set(user.userID, member);
		room.userSeq += 1;
		room.tellOthers(member, (listener) => listener.users(room.userSeq, 'add', member));
		return member;
	}

	/** The member's socket is gone: it may come back before it counts as left. */
	lost(member: Member): void {
		member.listener = null;
		member.ghost = setTimeout(() => this.leave(member, CLOSE.heartbeatTimeout), this.ghostMs);
	}

	leave(member: Member, closeType: CloseType, tell?: (listener: Listener) => void): void {
		const { room } = member;
		clearTimeout(member.ghost);
		if (room.members.get(member.userID) !== member) return;
		this.removeStreams(member, [...member.streams.keys()], closeType);
		room.members.delete(member.userID);
		room.userSeq += 1;
		room.tellOthers(member, (listener) => listener.users(room.userSeq, 'delete', member));
		if (member.listener) tell?.(member.listener);
		member.listener = null;
		// Whoever takes over publishes before the login is answered: that ends what the one before sent, and no more.
		if (closeType !== CLOSE.loginElsewhere) this.onLeft(member.userID);
		if (room.members.size === 0) this.#rooms.delete(room.roomID);
	}

	/** Null when someone else in the room publishes under this ID. */
	addStream(member: Member, streamID: string, extra: string): Stream | null {
		const { room } = member;
		const taken = [...room.members.values()].some((other) => other !== member && other.streams.has(streamID));
		if (taken) return null;
		const known = member.streams.get(streamID);
		if (known) return known;
		const stream = { streamID, extra, session: String(this.nextID()), version: 1, created: Date.now() };
		member.streams.set(streamID, stream);
		room.streamSeq += 1;
		room.tellOthers(member, (listener) => listener.streamsAdded(room.streamSeq, member, [stream]));
		return stream;
	}

	removeStreams(member: Member, streamIDs: string[], closeType: CloseType): void {
		const { room } = member;
		const streams = streamIDs.flatMap((streamID) => member.streams.get(streamID) ?? []);
		if (streams.length === 0) return;
		for (const { streamID } of streams) member.streams.delete(streamID);
		room.streamSeq += 1;
		room.tellOthers(member, (listener) => listener.streamsDeleted(room.streamSeq, member, streams, closeType));
	}

	/** Forgets everything without telling anyone. */
	clear(): void {
		for (const room of this.#rooms.values()) for (const member of room.members.values()) clearTimeout(member.ghost);
		this.#rooms.clear();
	}
}

/** Reasons of a kick-out as the SDK reads them: 1002050, 1002055, 1102018. */
export const KICK = { loginElsewhere: 1, byServer: 2, tokenExpired: 4 } as const;
