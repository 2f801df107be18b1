/** The timings of the signalling link, in milliseconds, each with its reason. */
import type { DelayCheck } from '../../../../../machines/delays';

export const LINK_DELAYS = {
	/**
	 * TCP, TLS and upgrade are three round trips: 600 ms each over a satellite. Not longer, because a SYN lost in an
	 * outage is sent again by the kernel only after 1 s and 3 s: a fresh socket finds a network that is back sooner.
	 */
	connecting: 2_000,
	/** The server beats every second: two beats are missing. */
	silence: 2_000,
	/** A page that was busy or frozen finds what has arrived for it within this. */
	suspicion: 500,
	/** One beat and some: `offline` is only a hint, for a server on this machine or behind a second network still beats. */
	warning: 1_200
} as const satisfies Record<string, number>;

export type LinkDelayName = keyof typeof LINK_DELAYS | 'retryPause';

export const delay: DelayCheck<LinkDelayName> = (name) => name;

/**
 * Chromium holds new sockets of a page back for up to 5 s once sixteen more have failed than succeeded in a few minutes
 * (`WebSocketThrottler`). After so many the server is first looked for by a request, which nobody counts.
 */
export const HURRIED_ATTEMPTS = 6;

const FIRST_PAUSE = 250;
/** Mean of the last pause: what a returning network costs is half of it; more would help nobody in rooms this small. */
const LAST_PAUSE = 800;

/**
 * Milliseconds before attempt `attempt` after a loss. The first is made at once; the later ones are spread by ±25 %,
 * so that a restarted server does not get everybody in the same instant.
 */
export function retryPause(attempt: number, random: () => number = Math.random): number {
	if (attempt <= 1) return 0;
	return Math.min(LAST_PAUSE, FIRST_PAUSE * 2 ** (attempt - 2)) * (0.75 + random() / 2);
}
