/** One room: who is in it, who looks in from the lobby, which streams and parked offers there are. Knows nothing of sockets. */
import type { DeleteReason } from '../../../../machines/engine';
import type { FailureCode } from '../../../../machines/failure';
import type {
	Answer,
	Member as Profile,
	ParkedOffer,
	ServerMessage,
	Signal,
	WireStream
} from '../../api/signalling';
import type { Limits } from '../limits';
import type { Link } from './link';
import { Member } from './member';

/** Someone in the lobby. */
export interface Watcher {
	readonly userID: string;
	readonly link: Link;
}

export interface Admission {
	readonly member: Member;
	readonly how: 'joined' | 'resumed';
}

export class Room {
	readonly roomID: string;
	readonly #limits: Limits;
	readonly #members = new Map<string, Member>();
	readonly #watchers = new Set<Watcher>();

	constructor(roomID: string, limits: Limits) {
		this.roomID = roomID;
		this.#limits = limits;
	}

	get size(): number {
		return this.#members.size;
	}

	get isEmpty(): boolean {
		return this.#members.size === 0 && this.#watchers.size === 0;
	}

	member(userID: string): Member | undefined {
		return this.#members.get(userID);
	}

	/** Shows the room to someone who is not in it, now and until `unwatch`. */
	watch(watcher: Watcher): FailureCode | null {
		if (this.#watchers.size >= this.#limits.watchersPerRoom) return 'capacity.roomFull';
		this.#watchers.add(watcher);
		const others = this.#others(watcher.userID);
		watcher.link.send({
			t: 'lobby',
			users: others.map((member) => member.profile),
			offers: others.flatMap((member) => member.offer ?? [])
		});
		return null;
	}

	unwatch(watcher: Watcher): void {
		this.#watchers.delete(watcher);
	}

	/** Lets someone in. The same session resumes in silence, another one of the same user takes the user's place. */
	admit(profile: Profile, link: Link, answers: readonly Answer[]): Admission | FailureCode {
		const before = this.#members.get(profile.userID);
		if (!before && this.#members.size >= this.#limits.members) return 'capacity.roomFull';
		const member = new Member(profile, link);
		const resumes = before?.profile.sessionID === profile.sessionID;
		if (before && resumes) {
			member.resume(before, this.#limits.republishWithin, (streamID) => this.unpublish(member, streamID));
			this.#members.set(member.userID, member);
			before.link.close('resumed');
		} else {
			if (before) this.#kick(before, 'kicked.elsewhere', 'elsewhere');
			this.#members.set(member.userID, member);
			this.#tell({ t: 'users', update: 'ADD', users: [profile], reason: null }, member.userID);
		}
		const paired = answers.filter((answer) => this.answer(member, answer)).map((answer) => answer.to);
		const others = this.#others(member.userID);
		link.send({
			t: 'welcome',
			users: others.map((other) => other.profile),
			streams: others.flatMap((other) => [...other.streams.values()]),
			paired
		});
		return { member, how: resumes ? 'resumed' : 'joined' };
	}

	/** Gives an answer to whom it answers; false when that offer is no longer to be had. */
	answer(from: Member, { to, offerID, sdp }: Answer): boolean {
		const owner = this.#members.get(to);
		if (!owner || owner === from || owner.offer?.offerID !== offerID) return false;
		owner.offer = null;
		owner.link.send({ t: 'answer', from: from.userID, sessionID: from.profile.sessionID, offerID, sdp });
		return true;
	}

	park(member: Member, offerID: string, sdp: string): void {
		const offer: ParkedOffer = { userID: member.userID, sessionID: member.profile.sessionID, offerID, sdp };
		member.offer = offer;
		for (const watcher of this.#watchers) {
			if (watcher.userID !== member.userID) watcher.link.send({ t: 'offer', offer });
		}
	}

	/** A stream is new, or its owner says again what it is. */
	publish(member: Member, stream: WireStream): FailureCode | null {
		const before = member.streams.get(stream.streamID);
		if (!before && !stream.streamID.startsWith(`${member.userID}_`)) return 'stream.forbidden';
		if (!before && this.#others(member.userID).some((other) => other.streams.has(stream.streamID))) {
			return 'stream.duplicate';
		}
		if (!before && member.streams.size >= this.#limits.streamsPerUser) return 'capacity.tooManyStreams';
		member.setStream(stream);
		member.link.send({ t: 'published', streamID: stream.streamID });
		if (before?.mediaID !== stream.mediaID) {
			this.#tell({ t: 'streams', update: 'ADD', streams: [stream], reason: null }, member.userID);
			return null;
		}
		for (const device of ['camera', 'microphone'] as const) {
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

	device(
		member: Member,
		streamID: string,
		device: 'camera' | 'microphone',
		status: 'OPEN' | 'MUTE'
	): FailureCode | null {
		const stream = member.streams.get(streamID);
		if (!stream) return 'stream.notFound';
		member.streams.set(streamID, { ...stream, [device]: status });
		this.#tell({ t: 'device', streamID, device, status }, member.userID);
		return null;
	}

	/** False when the target, or that session of it, is gone: its peers learn that from `users`. */
	signal(from: Member, to: string, sessionID: string, signal: Signal): boolean {
		const target = this.#members.get(to);
		if (target?.profile.sessionID !== sessionID) return false;
		target.link.send({ t: 'signal', from: from.userID, sessionID: from.profile.sessionID, signal });
		return true;
	}

	/** Takes someone out and tells everyone why. False when someone else has that place by now. */
	remove(member: Member, reason: DeleteReason): boolean {
		if (this.#members.get(member.userID) !== member) return false;
		this.#members.delete(member.userID);
		member.dispose();
		const streams = [...member.streams.values()];
		if (streams.length > 0) this.#tell({ t: 'streams', update: 'DELETE', streams, reason }, member.userID);
		this.#tell({ t: 'users', update: 'DELETE', users: [member.profile], reason }, member.userID);
		return true;
	}

	/** False when there is no such member. */
	kick(userID: string, code: FailureCode): boolean {
		const member = this.#members.get(userID);
		if (!member) return false;
		this.#kick(member, code, 'kicked');
		return true;
	}

	/** Sends everyone away. Nobody is told of the others first: for each the call is over. */
	end(): void {
		const members = [...this.#members.values()];
		this.#members.clear();
		for (const member of members) {
			member.dispose();
			this.#dismiss(member, 'kicked.roomEnded');
		}
		const users = members.map((member) => member.profile);
		this.#tell({ t: 'users', update: 'DELETE', users, reason: 'removed' }, null);
	}

	/** Forgets everyone without a word: the whole server is going, and they will be back. */
	dissolve(): void {
		for (const member of this.#members.values()) member.dispose();
		this.#members.clear();
	}

	#kick(member: Member, code: FailureCode, reason: DeleteReason): void {
		this.remove(member, reason);
		this.#dismiss(member, code);
	}

	#dismiss(member: Member, code: FailureCode): void {
		member.link.send({ t: 'kicked', code, detail: '' });
		member.link.close('kicked');
	}

	#others(userID: string): Member[] {
		return [...this.#members.values()].filter((member) => member.userID !== userID);
	}

	/** To every member, and of people to those in the lobby too. */
	#tell(message: ServerMessage, exceptUserID: string | null): void {
		for (const member of this.#members.values()) {
			if (member.userID !== exceptUserID) member.link.send(message);
		}
		if (message.t !== 'users') return;
		for (const watcher of this.#watchers) {
			if (watcher.userID !== exceptUserID) watcher.link.send(message);
		}
	}
}
