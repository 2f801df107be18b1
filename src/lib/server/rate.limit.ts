import { networkOf } from './address';

export interface Rate {
	/** How many at once. */
	readonly burst: number;
	/** How many more become free each second. */
	readonly perSecond: number;
}

/**
 * A token bucket (https://en.wikipedia.org/wiki/Token_bucket). Our own, because it is asked for each message of each socket
 * and the libraries for this are asynchronous.
 */
export class RateLimit {
	readonly #rate: Rate;
	#available: number;
	#updatedAt: number;

	constructor(rate: Rate, now = performance.now()) {
		this.#rate = rate;
		this.#available = rate.burst;
		this.#updatedAt = now;
	}

	/** True when one more is allowed. */
	take(now = performance.now()): boolean {
		const refill = ((now - this.#updatedAt) / 1_000) * this.#rate.perSecond;
		this.#available = Math.min(this.#rate.burst, this.#available + refill);
		this.#updatedAt = now;
		if (this.#available < 1) return false;
		this.#available -= 1;
		return true;
	}
}

/** One `RateLimit` for each address. Beyond `capacity` addresses, the one that was used longest ago is forgotten. */
export class RateLimitPerAddress {
	readonly #rate: Rate;
	readonly #capacity: number;
	/** Least recently used first. */
	readonly #limits = new Map<string, RateLimit>();

	constructor(rate: Rate, capacity = 10_000) {
		this.#rate = rate;
		this.#capacity = capacity;
	}

	/** True when one more is allowed from this address. */
	take(address: string): boolean {
		const network = networkOf(address);
		const limit = this.#limits.get(network) ?? new RateLimit(this.#rate);
		this.#limits.delete(network);
		this.#limits.set(network, limit);
		const [oldest] = this.#limits.keys();
		if (this.#limits.size > this.#capacity && oldest !== undefined) this.#limits.delete(oldest);
		return limit.take();
	}
}
