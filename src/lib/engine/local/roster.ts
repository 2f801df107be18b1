/**
 * Who else is in the room, with which streams. Turns the server's messages into ZEGO's events. Someone the server has
 * lost stays for as long as their media arrives, which the pair chart decides.
 */
import { DEVICE_KINDS } from '../../../../machines/device.kinds';
import type { DeleteReason, DeviceKind, EngineEvent, RemoteDeviceStatus, RoomUser } from '../../../../machines/engine';
import type { WireMember, WireStream } from '../../api/signalling';
import { nameOf } from './lobby';
import type { Told } from './messages';
import type { Peers } from './peers/peers';
import type { Voices } from '../speech';
import type { Streams } from './streams';

export interface RosterOptions {
	readonly streams: Streams;
	readonly peers: Peers;
	readonly voices: Voices;
	readonly emit: (event: EngineEvent) => void;
}

const NOTHING: { users: WireMember[]; streams: WireStream[] } = { users: [], streams: [] };

export class Roster {
	readonly #options: RosterOptions;
	readonly #users = new Map<string, WireMember>();
	#roomID = '';
	/** Streams of people who were lost and are back, until they publish them again. */
	readonly #unconfirmed = new Set<string>();
	/** Came with the welcome, and is reported after LOGINED. */
	#unannounced = NOTHING;

	constructor(options: RosterOptions) {
		this.#options = options;
	}

	/** Reports the streams at once, like ZEGO before LOGINED. The people follow in `introduce`. */
	welcome({ users, streams }: Told<'welcome'>, roomID: string): void {
		this.#roomID = roomID;
		const named = new Map(users.map((user) => [user.userID, user.sessionID]));
		for (const { userID, sessionID } of [...this.#users.values()]) {
			if (named.get(userID) !== sessionID) this.#doubt(userID);
			else this.#awaitStreams(userID);
		}
		this.#unannounced = { users: users.filter((user) => this.#enter(user)), streams: this.#addStreams(streams) };
	}

	introduce(): void {
		const { users, streams } = this.#unannounced;
		this.#unannounced = NOTHING;
		this.#tellUsers('ADD', users, null);
		this.#tellDevices(streams);
	}

	updateUsers({ update, users, reason }: Told<'users'>): void {
		if (update === 'ADD') {
			const added = users.filter((user) => this.#enter(user));
			this.#tellUsers('ADD', added, null);
			return;
		}
		for (const { userID, sessionID } of users) {
			if (this.#users.get(userID)?.sessionID !== sessionID) continue;
			if (reason === 'lost') this.#doubt(userID);
			else this.#remove(userID, reason);
		}
	}

	updateStreams({ update, streams, reason }: Told<'streams'>): void {
		if (update === 'ADD') this.#tellDevices(this.#addStreams(streams));
		// The publisher was lost with the stream: the `users` message that follows decides for both.
		else if (reason !== 'lost') this.#deleteStreams(streams, reason);
	}

	updateDevice({ streamID, device, status }: Told<'device'>): void {
		const { streams, peers } = this.#options;
		const stream = streams.get(streamID);
		if (!stream || stream[device] === status) return;
		streams.set(streamID, { ...stream, [device]: status });
		peers.expectMedia(stream.userID);
		this.#tellDevice(streamID, device, status);
	}

	/** Of someone who is not here any more, nobody would know the name. */
	tellMessage({ from, messageID, text }: Told<'broadcastMessage'>): void {
		const user = this.#users.get(from);
		if (!user) return;
		const roomID = this.#roomID;
		this.#options.emit({ type: 'room.broadcastMessage', roomID, user: nameOf(user), messageID, text });
	}

	/** Someone is lost to the server, and their media has stopped. The connection is kept, because they may be back soon. */
	forget(userID: string): void {
		this.#forget(userID, 'lost');
	}

	/** Someone has been back for a while: streams that they have not published again are gone. */
	dropUnconfirmed(userID: string): void {
		const stopped = this.#options.streams.of(userID).filter(({ streamID }) => this.#unconfirmed.has(streamID));
		this.#deleteStreams(stopped, 'stopped');
	}

	clear(): void {
		this.#users.clear();
		this.#options.streams.clear();
		this.#unconfirmed.clear();
		this.#unannounced = NOTHING;
	}

	/** Returns true if they were not here before. For someone who comes back nothing is reported. */
	#enter(user: WireMember): boolean {
		const { peers } = this.#options;
		const { userID, sessionID } = user;
		const known = this.#users.get(userID);
		if (known && known.sessionID !== sessionID) this.#remove(userID, 'lost');
		const peer = peers.get(userID);
		if (peer?.whom.sessionID === sessionID) peers.tell(userID, { type: 'member.returned' });
		else if (peer) peers.remove(userID);
		this.#users.set(userID, user);
		return known?.sessionID !== sessionID;
	}

	#doubt(userID: string): void {
		const { peers } = this.#options;
		this.#awaitStreams(userID);
		if (peers.get(userID)) peers.tell(userID, { type: 'member.lost' });
		else this.#forget(userID, 'lost');
	}

	/** Someone who comes back publishes their streams again. */
	#awaitStreams(userID: string): void {
		for (const { streamID } of this.#options.streams.of(userID)) this.#unconfirmed.add(streamID);
	}

	#remove(userID: string, reason: DeleteReason | null): void {
		this.#forget(userID, reason);
		this.#options.peers.remove(userID);
	}

	#forget(userID: string, reason: DeleteReason | null): void {
		this.#deleteStreams(this.#options.streams.of(userID), reason);
		const user = this.#users.get(userID);
		if (!this.#users.delete(userID) || !user) return;
		this.#tellUsers('DELETE', [user], reason);
	}

	/** Returns those that are new. */
	#addStreams(streams: WireStream[]): WireStream[] {
		const known = this.#options.streams;
		const added = streams.filter(({ streamID, mediaID }) => known.get(streamID)?.mediaID !== mediaID);
		for (const stream of streams) {
			this.#unconfirmed.delete(stream.streamID);
			if (added.includes(stream)) known.set(stream.streamID, stream);
			else for (const device of DEVICE_KINDS) this.updateDevice({ ...stream, device, status: stream[device] });
		}
		this.#expectMediaOf(added);
		this.#tellStreams('ADD', added, null);
		return added;
	}

	#deleteStreams(streams: WireStream[], reason: DeleteReason | null): void {
		const known = streams.filter(({ streamID }) => this.#options.streams.delete(streamID));
		for (const { streamID } of known) this.#unconfirmed.delete(streamID);
		this.#expectMediaOf(known);
		this.#tellStreams('DELETE', known, reason);
	}

	#expectMediaOf(streams: WireStream[]): void {
		for (const { userID } of streams) this.#options.peers.expectMedia(userID);
	}

	#tellUsers(update: 'ADD' | 'DELETE', users: WireMember[], reason: DeleteReason | null): void {
		if (users.length === 0) return;
		const roomID = this.#roomID;
		this.#options.emit({ type: 'room.userUpdate', roomID, update, users: users.map(nameOf), reason });
	}

	#tellStreams(update: 'ADD' | 'DELETE', streams: WireStream[], reason: DeleteReason | null): void {
		if (streams.length === 0) return;
		this.#options.emit({
			type: 'room.streamUpdate',
			roomID: this.#roomID,
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
			for (const device of DEVICE_KINDS) this.#tellDevice(stream.streamID, device, stream[device]);
	}

	/** Who has muted themself is quiet from now on: they may be back, and speak, before anyone looks. */
	#tellDevice(streamID: string, device: DeviceKind, status: RemoteDeviceStatus): void {
		const { emit, voices } = this.#options;
		emit({ type: 'remote.device', streamID, device, status });
		if (device === 'microphone' && status === 'MUTE') voices.end(streamID);
	}
}
