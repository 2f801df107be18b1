/**
 * Who else is in the room, with which streams: what the server says, told in ZEGO's events. Someone the server has lost
 * stays for as long as media arrives, which the pair's chart finds out.
 */
import { DEVICE_KINDS } from '../../../../machines/device/kinds';
import type { DeleteReason, EngineEvent, RoomUser } from '../../../../machines/engine';
import { sourceOf } from '../../../../machines/stream';
import { nameOf } from './lobby';
import type { Pair } from './pair';
import type { Member, ServerMessage, WireStream } from '../../api/signalling';

type Of<T extends ServerMessage['t']> = Extract<ServerMessage, { t: T }>;

export interface RoomOptions {
	emit(event: EngineEvent): void;
	roomID(): string;
	pair(userID: string): Pair | undefined;
	/** Nobody is expected back under this ID. */
	disconnect(userID: string): void;
}

const NOTHING: { users: Member[]; streams: WireStream[] } = { users: [], streams: [] };

export class Room {
	readonly #options: RoomOptions;
	readonly #users = new Map<string, Member>();
	readonly #streams = new Map<string, WireStream>();
	/** Streams of those who were lost and are back, until they publish them again. */
	readonly #unconfirmed = new Set<string>();
	/** What the welcome has brought, and LOGINED must come before. */
	#unannounced = NOTHING;

	constructor(options: RoomOptions) {
		this.#options = options;
	}

	stream(streamID: string): WireStream | undefined {
		return this.#streams.get(streamID);
	}

	streamsOf(userID: string): WireStream[] {
		return [...this.#streams.values()].filter((stream) => stream.userID === userID);
	}

	/** A screen that stands still sends next to nothing, so only a person's own devices count. */
	expectsMedia(userID: string): boolean {
		return this.streamsOf(userID).some(
			(stream) => sourceOf(stream.streamID) === 'camera' && DEVICE_KINDS.some((device) => stream[device] === 'OPEN')
		);
	}

	/** Streams are told at once, as ZEGO does before LOGINED; the people in `introduce`. */
	welcome({ users, streams }: Of<'welcome'>): void {
		const named = new Map(users.map((user) => [user.userID, user.sessionID]));
		for (const { userID, sessionID } of [...this.#users.values()]) {
			if (named.get(userID) !== sessionID) this.#doubt(userID);
			else this.#expect(userID);
		}
		this.#unannounced = { users: users.filter((user) => this.#enter(user)), streams: this.#addStreams(streams) };
	}

	introduce(): void {
		const { users, streams } = this.#unannounced;
		this.#unannounced = NOTHING;
		this.#tellUsers('ADD', users, null);
		this.#tellDevices(streams);
	}

	users({ update, users, reason }: Of<'users'>): void {
		if (update === 'ADD') {
			this.#tellUsers(
				'ADD',
				users.filter((user) => this.#enter(user)),
				null
			);
			return;
		}
		for (const { userID, sessionID } of users) {
			if (this.#users.get(userID)?.sessionID !== sessionID) continue;
			if (reason === 'lost') this.#doubt(userID);
			else this.#remove(userID, reason);
		}
	}

	streams({ update, streams, reason }: Of<'streams'>): void {
		if (update === 'ADD') this.#tellDevices(this.#addStreams(streams));
		// With its publisher: `users` follows, and decides for both.
		else if (reason !== 'lost') this.#deleteStreams(streams, reason);
	}

	device({ streamID, device, status }: Of<'device'>): void {
		const stream = this.#streams.get(streamID);
		if (!stream || stream[device] === status) return;
		this.#streams.set(streamID, { ...stream, [device]: status });
		this.#options.emit({ type: 'remote.device', streamID, device, status });
	}

	/** Neither the server nor media speaks for them any more. The connection is kept: they may be back soon. */
	lost(userID: string): void {
		this.#forget(userID, 'lost');
	}

	/** Back for a while: what they have not published again is no more. */
	settled(userID: string): void {
		const stopped = this.streamsOf(userID).filter(({ streamID }) => this.#unconfirmed.has(streamID));
		this.#deleteStreams(stopped, 'stopped');
	}

	clear(): void {
		this.#users.clear();
		this.#streams.clear();
		this.#unconfirmed.clear();
		this.#unannounced = NOTHING;
	}

	/** True for someone who was not here before; someone who comes back is as if never away. */
	#enter(user: Member): boolean {
		const known = this.#users.get(user.userID);
		if (known && known.sessionID !== user.sessionID) this.#remove(user.userID, 'lost');
		const pair = this.#options.pair(user.userID);
		if (pair?.whom.sessionID === user.sessionID) pair.tell({ type: 'member.returned' });
		else if (pair) this.#options.disconnect(user.userID);
		this.#users.set(user.userID, user);
		return known?.sessionID !== user.sessionID;
	}

	#doubt(userID: string): void {
		this.#expect(userID);
		const pair = this.#options.pair(userID);
		if (pair) pair.tell({ type: 'member.lost' });
		else this.#forget(userID, 'lost');
	}

	/** To publish again what it published. */
	#expect(userID: string): void {
		for (const { streamID } of this.streamsOf(userID)) this.#unconfirmed.add(streamID);
	}

	#remove(userID: string, reason: DeleteReason | null): void {
		this.#forget(userID, reason);
		this.#options.disconnect(userID);
	}

	#forget(userID: string, reason: DeleteReason | null): void {
		this.#deleteStreams(this.streamsOf(userID), reason);
		const user = this.#users.get(userID);
		if (!this.#users.delete(userID) || !user) return;
		this.#tellUsers('DELETE', [user], reason);
	}

	/** Those that are new. */
	#addStreams(streams: WireStream[]): WireStream[] {
		const added = streams.filter((stream) => this.#streams.get(stream.streamID)?.mediaID !== stream.mediaID);
		for (const stream of streams) {
			this.#unconfirmed.delete(stream.streamID);
			if (added.includes(stream)) this.#streams.set(stream.streamID, stream);
			else for (const device of DEVICE_KINDS) this.device({ t: 'device', ...stream, device, status: stream[device] });
		}
		this.#tellStreams('ADD', added, null);
		return added;
	}

	#deleteStreams(streams: WireStream[], reason: DeleteReason | null): void {
		const known = streams.filter(({ streamID }) => this.#streams.delete(streamID));
		for (const { streamID } of known) this.#unconfirmed.delete(streamID);
		this.#tellStreams('DELETE', known, reason);
	}

	#tellUsers(update: 'ADD' | 'DELETE', users: Member[], reason: DeleteReason | null): void {
		if (users.length === 0) return;
		this.#options.emit({
			type: 'room.userUpdate',
			roomID: this.#options.roomID(),
			update,
			users: users.map(nameOf),
			reason
		});
	}

	#tellStreams(update: 'ADD' | 'DELETE', streams: WireStream[], reason: DeleteReason | null): void {
		if (streams.length === 0) return;
		this.#options.emit({
			type: 'room.streamUpdate',
			roomID: this.#options.roomID(),
			update,
			streams: streams.map(({ streamID, userID }) => ({ streamID, user: this.#userOf(userID) })),
			reason
		});
	}

	#userOf(userID: string): RoomUser {
		const user = this.#users.get(userID);
		return user ? nameOf(user) : { userID, userName: '' };
	}

	#tellDevices(streams: WireStream[]): void {
		for (const stream of streams)
			for (const device of DEVICE_KINDS) {
				this.#options.emit({ type: 'remote.device', streamID: stream.streamID, device, status: stream[device] });
			}
	}
}
