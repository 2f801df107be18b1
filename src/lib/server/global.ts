/**
 * Holds this process's `CallServer` on `globalThis`. A module variable would exist twice, because SvelteKit's routes and the
 * HTTP server around them (`src/bin/lib/serve.mjs`, or Vite in development) are separate bundles.
 */
import type { CallServer } from './call.server';

const KEY = Symbol.for('video-call.server');

export const runningCallServer = () => Reflect.get(globalThis, KEY) as CallServer | undefined;

export function setCallServer(server: CallServer): CallServer {
	Reflect.set(globalThis, KEY, server);
	return server;
}

/** Closes the running server, if any. The next request starts another. */
export async function closeCallServer(): Promise<void> {
	const server = runningCallServer();
	Reflect.deleteProperty(globalThis, KEY);
	await server?.close();
}
