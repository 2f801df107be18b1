/** Serves the production build: pages, API and room server in one process on one port. */
import http from 'node:http';
import https from 'node:https';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { lanAddresses, makeCertificate } from './certificate.mjs';
import { addressOf, listen } from './listen.mjs';
import { root } from './project.mjs';

/** How long requests under way may take to end (ms). */
const SHUTDOWN_WITHIN = 2_000;
/** Set by us for each request, so a client cannot set it. */
const PROTOCOL_HEADER = 'x-video-call-protocol';

/** @typedef {import('../../lib/server/call.server').CallServer} CallServer */

/** Loads the build. Importing its handler runs `init` in `hooks.server.ts`, which reads the configuration and makes the `CallServer`. */
async function load() {
	// Without ORIGIN and PROTOCOL_HEADER the adapter takes every request for https: https://svelte.dev/docs/kit/adapter-node
	if (!process.env.ORIGIN && !process.env.PROTOCOL_HEADER) process.env.PROTOCOL_HEADER = PROTOCOL_HEADER;
	/** @type {{ handler: http.RequestListener }} */
	const { handler } = await import(pathToFileURL(join(root, 'build/handler.js')).href);
	// The key of `src/lib/server/global.ts`, which only the build can import.
	const call = /** @type {CallServer} */ (Reflect.get(globalThis, Symbol.for('video-call.server')));
	return { handler, call };
}

export async function serve() {
	const { handler, call } = await load();
	const { config } = call;
	const protocol = config.https ? 'https' : 'http';
	/** @type {http.RequestListener} */
	const onRequest = (request, response) => {
		request.headers[PROTOCOL_HEADER] = protocol;
		handler(request, response);
	};
	const server = config.https ? https.createServer(await makeCertificate(), onRequest) : http.createServer(onRequest);
	call.attach(server);
	for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => void shutDown(server, call));

	const port = await listen(server, config);
	console.log(`\n  Video call: ${addressOf(protocol, config.host, port)}`);
	if (config.https && config.host === null) {
		for (const address of lanAddresses()) console.log(`  From another device: ${addressOf(protocol, address, port)}`);
		console.log('  The certificate was made just now: the browser will ask whether you trust it.');
	}
	console.log();
}

/** @param {http.Server} server @param {CallServer} call */
async function shutDown(server, call) {
	setTimeout(() => process.exit(0), SHUTDOWN_WITHIN).unref();
	const closed = new Promise((resolve) => server.close(resolve));
	await call.close();
	await closed;
	process.exit(0);
}
