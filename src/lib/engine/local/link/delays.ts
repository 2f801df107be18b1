/** The timings of the signalling link, in milliseconds, each with its reason. */
import type { DelayCheck } from '../../../../../machines/delays';

export const LINK_DELAYS = {
	/**
	 * TCP, TLS and upgrade are three round trips, of 600 ms each over a satellite. Not longer: the kernel repeats a SYN that
	 * was lost in an outage only after 1 s and 3 s, and a new socket finds out sooner that the network is back.
	 */
	connecting: 2_000,
	/** Three round trips of 150 ms, and a little more. On slower networks the request comes back after the socket has opened. */
	company: 500,
	/** A little more than one beat. A slow server may be later still, so media decides whether it is the network. */
	doubt: 1_200,
	/** 2.5 s after the last one, two beats are missing. A page that was busy or frozen has handled by now what had arrived. */
	silence: 1_300,
	/** A little more than one beat. `offline` is only a hint: a server on this machine or behind another network still beats. */
	warning: 1_200
} as const satisfies Record<string, number>;

export type LinkDelayName = keyof typeof LINK_DELAYS | 'retryPause';

export const delay: DelayCheck<LinkDelayName> = (name) => name;

/**
 * So many sockets follow one another, for about half a minute. Chromium delays new ones when many more have failed than succeeded
 * (`WebSocketThrottler`): by 12 ms on average at this number, and by up to 5 s at twice as many. After it a request, which is not
 * counted, first finds out whether the server answers. Requests wait longer, because they share connections that are being opened,
 * and the kernel repeats a lost SYN ever more seldom.
 */
export const HURRIED_ATTEMPTS = 14;

const FIRST_PAUSE = 250;
/** Mean of the longest pause. On average a returning network is found after half of it. Rooms are too small for longer pauses to spare the server anything. */
const LAST_PAUSE = 800;

/**
 * Milliseconds before attempt number `attempt` after a loss. The first is made at once. Later ones are spread by ±25 %, so
 * that not everybody comes to a restarted server at the same moment.
 */
export function retryPause(attempt: number, random: () => number = Math.random): number {
	if (attempt <= 1) return 0;
	return Math.min(LAST_PAUSE, FIRST_PAUSE * 2 ** (attempt - 2)) * (0.75 + random() / 2);
}
