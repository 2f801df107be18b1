/** How this page began, and when it goes away. */
import type { Call } from '../call/call';

/** Whether the person reloaded it. It was not opened, restored, duplicated or come back to. */
export function isReloaded(): boolean {
	const [navigation] = performance.getEntriesByType('navigation');
	return (navigation as PerformanceNavigationTiming | undefined)?.type === 'reload';
}

/** How often the page looks at the clock, and how late a look is not told (ms). */
const LOOK = 1_000;
const LATE = 10_000;

/** Tells the call of this page when the page goes away, and when it goes on after it stood still. */
export function watchPage(current: () => Call | undefined): void {
	window.addEventListener('pagehide', () => current()?.send({ type: 'page.hide' }));
	let seen = Date.now();
	window.setInterval(() => {
		// The clock of the system: that of the page stands still with the machine (https://crbug.com/1206450).
		const stoodStill = Date.now() - seen;
		seen += stoodStill;
		if (stoodStill > LATE) current()?.send({ type: 'page.wake', stoodStill });
	}, LOOK);
	// A page that returns from the back/forward cache has a call that is over. It is opened anew and not reloaded: whoever goes
	// back begins in the lobby. Without its fragment, because an address with the same one would only scroll.
	window.addEventListener('pageshow', (event) => {
		if (event.persisted) location.replace(location.pathname + location.search);
	});
}
