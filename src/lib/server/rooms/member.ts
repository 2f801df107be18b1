import type { ParkedOffer, WireMember, WireStream } from '../../api/signalling';
import { RateLimit, type Rate } from '../rate.limit';
import type { ClientSocket } from './client.socket';

/** A person in a room: who they are, their socket, their streams, and their offer for the next person who joins. */
export class Member {
	readonly profile: WireMember;
	readonly socket: ClientSocket;
	readonly streams = new Map<string, WireStream>();
	offer: ParkedOffer | null = null;
	/** Streams from before a resume that have not been published again. */
	#unconfirmed: Set<string> | null = null;
	#republishTimer: NodeJS.Timeout | null = null;
	/** Made for the first message. */
	#written: RateLimit | null = null;

	constructor(profile: WireMember, socket: ClientSocket) {
		this.profile = profile;
		this.socket = socket;
	}

	get userID(): string {
		return this.profile.userID;
	}

	/** Takes over from the member that `before` was on its old socket. Calls `drop` for each stream not published again `within` ms. */
	resume(before: Member, within: number, drop: (streamID: string) => void): void {
		this.offer = before.offer;
		this.#written = before.#written;
		for (const [streamID, stream] of before.streams) this.streams.set(streamID, stream);
		const unconfirmed = new Set(before.streams.keys());
		this.#unconfirmed = unconfirmed;
		before.dispose();
		this.#republishTimer = setTimeout(() => unconfirmed.forEach(drop), within);
	}

	/** True when one more message is allowed. */
	mayWrite(rate: Rate): boolean {
		this.#written ??= new RateLimit(rate);
		return this.#written.take();
	}

	setStream(stream: WireStream): void {
		this.streams.set(stream.streamID, stream);
		this.#unconfirmed?.delete(stream.streamID);
	}

	dispose(): void {
		if (this.#republishTimer) clearTimeout(this.#republishTimer);
	}
}
