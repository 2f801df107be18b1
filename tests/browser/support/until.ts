/** Waiting for conditions, never for time to pass. */
import { setTimeout as pause } from 'node:timers/promises';

const EVERY = 40;

/** Asks until the answer is something; fails in the words of `what` when it is not within so many milliseconds. */
export async function until<T>(
	what: string,
	ask: () => Promise<T> | T,
	within = 10_000
): Promise<Exclude<T, false | null | undefined>> {
	const deadline = performance.now() + within;
	for (;;) {
		const answer = await ask();
		if (answer !== false && answer !== null && answer !== undefined)
			return answer as Exclude<T, false | null | undefined>;
		if (performance.now() > deadline) throw new Error(`Not within ${within} ms: ${what}`);
		await pause(EVERY);
	}
}

/** Something to wait for that somebody opens later. */
export function latch(): { opened: Promise<void>; open: () => void } {
	let resolve: (() => void) | undefined;
	const opened = new Promise<void>((done) => (resolve = done));
	return { opened, open: () => resolve?.() };
}
