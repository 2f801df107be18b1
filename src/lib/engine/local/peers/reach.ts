/**
 * Whether what I send reaches the other. Only the other can say so: in answers to ICE's questions, or in reports of RTCP about what I
 * send.
 */

/** How often a sign is due. `never`: nothing is sent that could be reported, and the browser counts no answers. */
export type Rhythm = 'often' | 'regularly' | 'seldom' | 'never';

/**
 * Milliseconds since the last sign: up to `fresh` it does, from `stale` on it does not; between it is not known. Chromium asks every 2.5
 * to 3 s, and Firefox every 4 to 6 s (RFC 7675, section 5.1). Reports come every second about video and every five about sound, each
 * time up to half as long sooner or later (RFC 3550, section 6.3.1). All are counted every second.
 */
const LIMITS = {
	often: { fresh: 4_200, stale: 6_000 },
	regularly: { fresh: 7_200, stale: 12_000 },
	seldom: { fresh: 8_600, stale: 12_000 }
} as const satisfies Record<Exclude<Rhythm, 'never'>, { fresh: number; stale: number }>;

export type Reached = 'yes' | 'no' | 'unknown';

export class Reach {
	#signs: number | null = null;
	#seenAt: number | null = null;
	#since: number;

	constructor(now: number) {
		this.#since = now;
	}

	/** `signs`: how many there were so far; null if the browser doesn't count them. */
	count(signs: number | null, now: number, rhythm: Rhythm): Reached {
		if (signs === null || rhythm === 'never') return 'unknown';
		if (this.#signs !== null && signs > this.#signs) this.#seenAt = now;
		this.#signs = signs;
		const { fresh, stale } = LIMITS[rhythm];
		if (this.#seenAt !== null && now - this.#seenAt <= fresh) return 'yes';
		return now - (this.#seenAt ?? this.#since) > stale ? 'no' : 'unknown';
	}

	/** From now on only a new sign counts. Those that came before, and are counted next, are not new. */
	doubt(now: number): void {
		this.#signs = null;
		this.#seenAt = null;
		this.#since = now;
	}
}
