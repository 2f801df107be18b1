/** The timings of the overload chart, in milliseconds, each with its reason. */
import type { DelayCheck } from '../../../../../machines/delays';

export const OVERLOAD_DELAYS = {
	/** Five looks: a processor that can't bear a step more shows it in three. */
	trial: 10_000,
	/** What was borne for as long as the shortest pause is borne. */
	trust: 60_000
} as const satisfies Record<string, number>;

export const delay: DelayCheck<keyof typeof OVERLOAD_DELAYS | 'recovery'> = (name) => name;

/**
 * Before more is tried again: as long as Jitsi waits before it changes codecs. After each try that fails it is twice as long, up to a
 * quarter of an hour.
 */
export const FIRST_PAUSE = 60_000;
export const LONGEST_PAUSE = 15 * FIRST_PAUSE;
