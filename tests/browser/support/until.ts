/** Waits for conditions, never for time to pass. */
import { setTimeout as pause } from 'node:timers/promises';

/**
 * Milliseconds between two looks: short at first, then longer, because looking at a page takes CPU time from the call on it. Six
 * looks at once at three people in a call, 25 times a second, took as much as the call itself.
 */
const FIRST_PAUSE = 20;
const LAST_PAUSE = 200;

/** Asks until the answer is something; fails in the words of `what` when it is not within so many milliseconds. */
export async function until<T>(
	what: string,
	ask: () => Promise<T> | T,
	within = 10_000,
	lastPause = LAST_PAUSE
): Promise<Exclude<T, false | null | undefined>> {
	const deadline = performance.now() + within;
	for (let next = FIRST_PAUSE; ; next = Math.min(2 * next, lastPause)) {
		const answer = await ask();
		if (answer !== false && answer !== null && answer !== undefined)
			return answer as Exclude<T, false | null | undefined>;
		if (performance.now() > deadline) throw new Error(`Not within ${within} ms: ${what}`);
		await pause(next);
	}
}

/** Something to wait for that somebody opens later. */
export function latch(): { opened: Promise<void>; open: () => void } {
	let resolve: (() => void) | undefined;
	const opened = new Promise<void>((done) => (resolve = done));
	return { opened, open: () => resolve?.() };
}
