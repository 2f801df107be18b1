import { DEVICE_KINDS } from '../../../../machines/device.kinds';
import type { DeleteReason, DeviceKind, RemoteDeviceStatus } from '../../../../machines/engine';
import type { FailureCode } from '../../../../machines/failure';
import type { Parcel, ParkedOffer, SdpAnswer, ServerMessage, WireMember, WireStream } from '../../api/signalling';
import type { Limits } from '../limits';
import { Chat } from './chat';
import type { Door } from './door';
import { Lobby } from './lobby';
import { Member } from './member';
import type { Watcher } from './watcher';

export interface Login {
	readonly member: Member;
	readonly how: 'joined' | 'resumed';
}

/** One room: its members and their streams and parked offers, and the watchers in its lobby. */
export class Room {
	readonly roomID: string;
	readonly door: Door;
	readonly chat: Chat;
	readonly lobby: Lobby;
	readonly #limits: Limits;
	readonly #members = new Map<string, Member>();

	constructor(roomID: string, limits: Limits, door: Door) {
		this.roomID = roomID;
		this.door = door;
		this.#limits = limits;
		this.lobby = new Lobby(limits);
		this.chat = new Chat(limits, (message, exceptUserID) => this.#tell(message, exceptUserID));
	}

	get size(): number {
		return this.#members.size;
	}

	get watchers(): number {
		return this.lobby.size;
	}

	get isEmpty(): boolean {
		return this.#members.size === 0 && this.lobby.size === 0;
	}

	/** Those in the room and in its lobby. */
	get userIDs(): string[] {
		return [...new Set([...this.#members.keys(), ...this.lobby.userIDs])];
	}

	/** Whether this user is a member or in the lobby. */
	has(userID: string): boolean {
		return this.#members.has(userID) || this.lobby.of(userID) !== undefined;
	}

	/** Shows the room to a watcher, from now until `unwatch`. */
	watch(watcher: Watcher): void {
		this.lobby.enter(watcher, this.#others(watcher.userID));
	}

	unwatch(watcher: Watcher): void {
		this.lobby.leave(watcher);
	}

	/** Someone in the lobby answers a parked offer; false when that offer is gone, or may not be answered. */
	prepare(watcher: Watcher, answer: SdpAnswer): boolean {
		return this.lobby.prepare(watcher, this.#members.get(answer.to), answer, this.#members.size);
	}

	/**
	 * Makes someone in the lobby a member. The same session resumes and nobody is told, so it keeps the name that everyone knows;
	 * another session of the same user replaces the first.
	 */
	login(profile: WireMember, watcher: Watcher, answers: readonly SdpAnswer[]): Login | FailureCode {
		const { socket } = watcher;
		const before = this.#members.get(profile.userID);
		if (!before && this.#members.size >= this.#limits.members) return 'capacity.roomFull';
		const resumes = before?.profile.sessionID === profile.sessionID;
		const member = new Member(before && resumes ? before.profile : profile, socket);
		if (before) this.lobby.visits.endOf(before);
		if (before && resumes) {
			member.resume(before, this.#limits.republishWithin, (streamID) => this.unpublish(member, streamID));
			this.#members.set(member.userID, member);
			before.socket.close('resumed');
		} else {
			if (before) this.remove(before, 'elsewhere');
			this.#members.set(member.userID, member);
			this.#tell({ t: 'users', update: 'ADD', users: [profile], reason: null }, member.userID);
			// Only now, because whoever's socket closes looks whether the room is empty.
			if (before) this.#dismiss(before, 'kicked.elsewhere');
		}
		this.door.remember(member.userID);
		const answered = answers.filter((answer) => this.answer(member, answer)).map((answer) => answer.to);
		const paired = [...this.lobby.visits.join(watcher, member), ...answered];
		const others = this.#others(member.userID);
		socket.send({
			t: 'welcome',
			users: others.map((other) => other.profile),
			streams: others.flatMap((other) => [...other.streams.values()]),
			paired
		});
		return { member, how: resumes ? 'resumed' : 'joined' };
	}

	/** Passes an answer to the owner of the parked offer; false when that offer is gone. */
	answer(from: Member, { to, offerID, sdp }: SdpAnswer): boolean {
		const owner = this.#members.get(to);
		if (!owner || owner === from || owner.offer?.offerID !== offerID) return false;
		owner.offer = null;
		owner.socket.send({ t: 'answer', from: from.userID, sessionID: from.profile.sessionID, offerID, sdp });
		return true;
	}

	park(member: Member, offerID: string, sdp: string): void {
		const offer: ParkedOffer = { userID: member.userID, sessionID: member.profile.sessionID, offerID, sdp };
		member.offer = offer;
		this.lobby.show(offer);
	}

	/** Adds a stream, or updates one that its owner publishes again. */
	publish(member: Member, stream: WireStream): FailureCode | null {
		const before = member.streams.get(stream.streamID);
		if (!before && !stream.streamID.startsWith(`${member.userID}_`)) return 'stream.forbidden';
		if (!before && this.#others(member.userID).some((other) => other.streams.has(stream.streamID))) {
			return 'stream.duplicate';
		}
		if (!before && member.streams.size >= this.#limits.streamsPerUser) return 'capacity.tooManyStreams';
		member.setStream(stream);
		member.socket.send({ t: 'published', streamID: stream.streamID });
		if (before?.mediaID !== stream.mediaID) {
			this.#tell({ t: 'streams', update: 'ADD', streams: [stream], reason: null }, member.userID);
			return null;
		}
		for (const device of DEVICE_KINDS) {
			if (before[device] !== stream[device]) {
				this.#tell({ t: 'device', streamID: stream.streamID, device, status: stream[device] }, member.userID);
			}
		}
		return null;
	}

	unpublish(member: Member, streamID: string): FailureCode | null {
		const stream = member.streams.get(streamID);
		if (!stream) return 'stream.notFound';
		member.streams.delete(streamID);
		this.#tell({ t: 'streams', update: 'DELETE', streams: [stream], reason: 'stopped' }, member.userID);
		return null;
	}

	device(member: Member, streamID: string, device: DeviceKind, status: RemoteDeviceStatus): FailureCode | null {
		const stream = member.streams.get(streamID);
		if (!stream) return 'stream.notFound';
		member.streams.set(streamID, { ...stream, [device]: status });
		this.#tell({ t: 'device', streamID, device, status }, member.userID);
		return null;
	}

	/** False when the receiver, or that session of theirs, is gone. The sender learns that from `users`. */
	signal(from: Member, to: string, sessionID: string, signal: Parcel): boolean {
		const target = this.#members.get(to);
		if (target?.profile.sessionID !== sessionID) return false;
		target.socket.send({ t: 'signal', from: from.userID, sessionID: from.profile.sessionID, signal });
		return true;
	}

	/** Removes a member and tells the others why. False when another session of the same user has taken its place. */
	remove(member: Member, reason: DeleteReason): boolean {
		if (this.#members.get(member.userID) !== member) return false;
		this.#members.delete(member.userID);
		this.lobby.visits.endOf(member);
		member.dispose();
		const streams = [...member.streams.values()];
		if (streams.length > 0) this.#tell({ t: 'streams', update: 'DELETE', streams, reason }, member.userID);
		this.#tell({ t: 'users', update: 'DELETE', users: [member.profile], reason }, member.userID);
		return true;
	}

	/** Kicks someone out of the room and its lobby. False when they are in neither. */
	kick(userID: string, code: FailureCode): boolean {
		const member = this.#members.get(userID);
		const watcher = this.lobby.of(userID);
		if (code === 'kicked.byHost') this.door.forget(userID);
		if (member) {
			this.remove(member, 'kicked');
			this.#dismiss(member, code);
		}
		if (watcher) this.#dismiss(watcher, code);
		return member !== undefined || watcher !== undefined;
	}

	/** Nobody new comes in from now on, or looks on from the lobby. */
	lock(): void {
		this.door.lock(this.#members.keys());
		for (const { socket } of this.lobby.watchers) socket.lockedOut();
	}

	memberOf(userID: string): Member | undefined {
		return this.#members.get(userID);
	}

	/** Kicks everyone, also out of the lobby. Members are not told that the others left, because for each of them the call is over. */
	end(): void {
		const members = [...this.#members.values()];
		this.#members.clear();
		for (const member of members) {
			member.dispose();
			this.#dismiss(member, 'kicked.roomEnded');
		}
		const users = members.map((member) => member.profile);
		this.#tell({ t: 'users', update: 'DELETE', users, reason: 'removed' }, null);
		for (const watcher of this.lobby.watchers) this.#dismiss(watcher, 'kicked.roomEnded');
	}

	/** Forgets everyone and tells nobody: the server restarts, and they will come back. */
	dissolve(): void {
		for (const member of this.#members.values()) member.dispose();
		this.#members.clear();
	}

	#dismiss({ socket }: Watcher, code: FailureCode): void {
		socket.send({ t: 'kicked', code, detail: '' });
		socket.close('kicked');
	}

	#others(userID: string): Member[] {
		return [...this.#members.values()].filter((member) => member.userID !== userID);
	}

	/** Sends to every member. Changes of `users` also go to the lobby. */
	#tell(message: ServerMessage, exceptUserID: string | null): void {
		for (const member of this.#members.values()) {
			if (member.userID !== exceptUserID) member.socket.send(message);
		}
		if (message.t === 'users') this.lobby.tell(message, exceptUserID);
	}
}
