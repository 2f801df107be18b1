/** Someone in a room: who, on which socket, with which streams and which offer for the next comer. */
import type { Member as Profile, ParkedOffer, WireStream } from '../../api/signalling';
import type { Link } from './link';

export class Member {
	readonly profile: Profile;
	readonly link: Link;
	readonly streams = new Map<string, WireStream>();
	offer: ParkedOffer | null = null;
	/** Streams from before a resume that have not been published again. */
	readonly #unconfirmed = new Set<string>();
	#confirmBy: NodeJS.Timeout | null = null;

	constructor(profile: Profile, link: Link) {
		this.profile = profile;
		this.link = link;
	}

	get userID(): string {
		return this.profile.userID;
	}

	/** Continues where `before` was cut off; `drop` gets each stream that is not published again in time. */
	resume(before: Member, within: number, drop: (streamID: string) => void): void {
		this.offer = before.offer;
		for (const [streamID, stream] of before.streams) {
			this.streams.set(streamID, stream);
			this.#unconfirmed.add(streamID);
		}
		before.dispose();
		this.#confirmBy = setTimeout(() => {
			for (const streamID of this.#unconfirmed) drop(streamID);
		}, within);
	}

	setStream(stream: WireStream): void {
		this.streams.set(stream.streamID, stream);
		this.#unconfirmed.delete(stream.streamID);
	}

	dispose(): void {
		if (this.#confirmBy) clearTimeout(this.#confirmBy);
	}
}
