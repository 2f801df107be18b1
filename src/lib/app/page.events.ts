import type { Call } from '../call/call';

/** Tells the call of this page when the page goes away. */
export function watchPage(current: () => Call | undefined): void {
	window.addEventListener('pagehide', () => current()?.send({ type: 'page.hide' }));
	// A page that returns from the back/forward cache has a call that is over; a reload resumes it.
	window.addEventListener('pageshow', (event) => {
		if (event.persisted) location.reload();
	});
}
