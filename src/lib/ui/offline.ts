import { dev } from '$app/environment';
import { BASE_PATH } from '$lib/api/base';

/** From now on, a page of the app that can't be loaded says so: see `src/service-worker`. */
export function registerServiceWorker(): void {
	// Not on plain http to another machine.
	if (dev || !('serviceWorker' in navigator)) return;
	const registered = navigator.serviceWorker.register(`${BASE_PATH}/service-worker.js`);
	// Browsers refuse it behind a certificate that they do not know, and in some private windows.
	registered.catch((error: unknown) => console.debug('no service worker', error));
}
