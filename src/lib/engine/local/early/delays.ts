/** The timings of an early connection, in milliseconds, each with its reason. */
import type { DelayCheck } from '../../../../../machines/delays';

export const EARLY_DELAYS = {
	/** Host candidates are there in milliseconds. A STUN server answers within a second, or it doesn't answer. */
	gathering: 1_000,
	/** ICE and DTLS take three round trips after the answer: a network that needs longer has no path, and the login looks for one again. */
	connecting: 8_000,
	/** A visitor's page ends it sooner. This is for a page that does not: it is frozen, or not ours. */
	longest: 660_000
} as const satisfies Record<string, number>;

export const delay: DelayCheck<keyof typeof EARLY_DELAYS> = (name) => name;
