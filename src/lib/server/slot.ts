/**
 * Where the one `CallServer` of this process is kept. On `globalThis`, because two bundles of code need the same one: SvelteKit's
 * routes and the HTTP server around them (`src/bin/lib/serve.mjs`, or Vite in development).
 */
import type { CallServer } from './call.server';

const KEY = Symbol.for('video-call.server');

export const present = () => Reflect.get(globalThis, KEY) as CallServer | undefined;

export function keep(server: CallServer): CallServer {
	Reflect.set(globalThis, KEY, server);
	return server;
}

/** Closes the present one and makes room for the next. */
export async function closeCallServer(): Promise<void> {
	const closing = present();
	Reflect.deleteProperty(globalThis, KEY);
	await closing?.close();
}
