/** How often the clock is looked at, and how late a look is worth telling (ms). */
const LOOK = 1_000;
const LATE = 10_000;

/**
 * Calls `tell` when the page goes on after it ran nothing for some milliseconds: the machine slept, the browser froze the page,
 * or the clock was set. `now`: the time of day, because the clock of a page stops while the machine sleeps
 * (https://crbug.com/1206450).
 */
export function watchStillness(now: () => number, tell: (stoodStill: number) => void) {
	let seen = now();
	const look = (): void => {
		const stoodStill = now() - seen;
		seen += stoodStill;
		if (stoodStill > LATE) tell(stoodStill);
	};
	const timer = setInterval(look, LOOK);
	return { look, stop: () => clearInterval(timer) };
}
