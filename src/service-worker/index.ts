/**
 * Shows the offline page where a page cannot be loaded. Everything else comes from the server, each time: a call needs one anyway, and
 * nobody should meet the others with an app of yesterday.
 */
import { base, build, version } from '$service-worker';

declare const self: ServiceWorkerGlobalScope;

const CACHE = `offline-${version}`;
const PAGE = `${base}/offline`;
const STYLES = build.filter((file) => file.endsWith('.css'));

async function keepOfflinePage(): Promise<void> {
	const cache = await caches.open(CACHE);
	await cache.addAll([PAGE, ...STYLES]);
}

async function forgetOlder(): Promise<void> {
	const names = await caches.keys();
	await Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)));
}

/** A preloaded response is on its way while this worker starts. */
async function pageOf({ request, preloadResponse }: FetchEvent): Promise<Response> {
	try {
		return ((await preloadResponse) as Response | undefined) ?? (await fetch(request));
	} catch {
		return (await caches.match(PAGE)) ?? Response.error();
	}
}

const styleOf = async (request: Request): Promise<Response> => (await caches.match(request)) ?? fetch(request);

self.addEventListener('install', (event) => event.waitUntil(keepOfflinePage()));
self.addEventListener('activate', (event) =>
	event.waitUntil(Promise.all([forgetOlder(), self.registration.navigationPreload.enable()]))
);
self.addEventListener('fetch', (event) => {
	if (event.request.mode === 'navigate') event.respondWith(pageOf(event));
	else if (STYLES.includes(new URL(event.request.url).pathname)) event.respondWith(styleOf(event.request));
});
