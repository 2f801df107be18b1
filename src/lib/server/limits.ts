/** How much anyone may have, and how fast. Configured ones come from `config.ts`; tests may change any. */
import type { Config } from './config';

export interface Rate {
	readonly burst: number;
	readonly perSecond: number;
}

export interface Limits {
	readonly members: number;
	readonly rooms: number;
	readonly streamsPerUser: number;
	readonly socketsPerAddress: number;
	/** People in the lobby of one room: each is sent every parked offer. */
	readonly watchersPerRoom: number;
	/** Sockets that have not said who they are. */
	readonly strangers: number;
	readonly messages: Rate;
	/** Refusals a socket may collect before it is closed. */
	readonly patience: Rate;
	/** Bytes waiting to be read by one slow socket. Two full lobbies fit. */
	readonly backlog: number;
	/** Milliseconds. */
	readonly enterWithin: number;
	/** A socket without a message for so long is dead (ms): two and a half beats, so that detection stays under 3 s. */
	readonly silence: number;
	/** How long an expired token is put up with while the fresh one is on its way (ms). */
	readonly tokenGrace: number;
	/** How long a resumed member has to publish its streams again (ms): it does so at once, a slow phone within a second. */
	readonly republishWithin: number;
}

export function limitsOf(config: Config): Limits {
	return {
		members: config.maxMembers,
		rooms: config.maxRooms,
		streamsPerUser: config.maxStreamsPerUser,
		socketsPerAddress: config.maxSocketsPerAddress,
		watchersPerRoom: 50,
		strangers: 500,
		messages: { burst: config.messagesPerSecond * 4, perSecond: config.messagesPerSecond },
		patience: { burst: 20, perSecond: 1 },
		backlog: 1_048_576,
		enterWithin: 5_000,
		silence: 2_500,
		tokenGrace: 5_000,
		republishWithin: 3_000
	};
}

/** A token bucket. Synchronous, because every message of every socket asks it; the libraries for this are asynchronous. */
export class Bucket {
	readonly #rate: Rate;
	#level: number;
	#at: number;

	constructor(rate: Rate, now = performance.now()) {
		this.#rate = rate;
		this.#level = rate.burst;
		this.#at = now;
	}

	take(now = performance.now()): boolean {
		this.#refill(now);
		if (this.#level < 1) return false;
		this.#level -= 1;
		return true;
	}

	#refill(now: number): void {
		this.#level = Math.min(this.#rate.burst, this.#level + ((now - this.#at) / 1_000) * this.#rate.perSecond);
		this.#at = now;
	}
}

/** One bucket for each address; beyond `capacity` the address not heard of for longest is forgotten. */
export class BucketPerAddress {
	readonly #rate: Rate;
	readonly #capacity: number;
	/** Least recently used first. */
	readonly #buckets = new Map<string, Bucket>();

	constructor(rate: Rate, capacity = 10_000) {
		this.#rate = rate;
		this.#capacity = capacity;
	}

	take(address: string): boolean {
		const bucket = this.#buckets.get(address) ?? new Bucket(this.#rate);
		this.#buckets.delete(address);
		this.#buckets.set(address, bucket);
		const [oldest] = this.#buckets.keys();
		if (this.#buckets.size > this.#capacity && oldest !== undefined) this.#buckets.delete(oldest);
		return bucket.take();
	}
}
