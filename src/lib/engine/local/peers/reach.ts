/**
 * Whether what I send reaches the other. Only the other can say so: in reports of RTCP, which come every second about video and
 * every five about sound, and in answers to ICE's questions, which Chromium asks every 2.5 s.
 */

/** Milliseconds since the last sign: up to here it does, from there on it does not; between it is not known. */
const FRESH = 2_600;
const STALE = 6_000;

export type Reached = 'yes' | 'no' | 'unknown';

export class Reach {
	#signs: number | null = null;
	#seenAt: number | null = null;
	#since: number;

	constructor(now: number) {
		this.#since = now;
	}

	/** `signs`: how many there were so far; null if the browser doesn't count them. */
	count(signs: number | null, now: number): Reached {
		if (signs === null) return 'unknown';
		if (this.#signs !== null && signs > this.#signs) this.#seenAt = now;
		this.#signs = signs;
		if (this.#seenAt !== null && now - this.#seenAt <= FRESH) return 'yes';
		return now - (this.#seenAt ?? this.#since) > STALE ? 'no' : 'unknown';
	}

	/** From now on only a new sign counts. Those that came before, and are counted next, are not new. */
	doubt(now: number): void {
		this.#signs = null;
		this.#seenAt = null;
		this.#since = now;
	}
}
