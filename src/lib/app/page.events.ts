/** How this page began, and when it goes away. */
import type { Call } from '../call/call';

/** Whether the person reloaded it. It was not opened, restored, duplicated or come back to. */
export function isReloaded(): boolean {
	const [navigation] = performance.getEntriesByType('navigation');
	return (navigation as PerformanceNavigationTiming | undefined)?.type === 'reload';
}

/** Tells the call of this page when the page goes away. */
export function watchPage(current: () => Call | undefined): void {
	window.addEventListener('pagehide', () => current()?.send({ type: 'page.hide' }));
	// A page that returns from the back/forward cache has a call that is over. It is opened anew and not reloaded: whoever goes
	// back begins in the lobby. Without its fragment, because an address with the same one would only scroll.
	window.addEventListener('pageshow', (event) => {
		if (event.persisted) location.replace(location.pathname + location.search);
	});
}
