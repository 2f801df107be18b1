/** Serves the production build: pages, API and room server in one process on one port. */
import { existsSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadCA } from './ca.mjs';
import { makeCertificate } from './certificate.mjs';
import { answerCA, CA_PATH, forDevices } from './devices.mjs';
import { drainable } from './drain.mjs';
import { addressOf, listen } from './listen.mjs';
import { CommandError, root } from './project.mjs';

/** How long requests under way may take to end (ms). Docker kills 10 s after it has asked. */
const SHUTDOWN_WITHIN = 8_000;
/** What the adapter makes of the app. */
const HANDLER = 'build/handler.js';
/** Set by us for each request, so a client cannot set it. */
const PROTOCOL_HEADER = 'x-video-call-protocol';

/** @typedef {import('../../lib/server/call.server').CallServer} CallServer */

/** Loads the build. Importing its handler runs `init` in `hooks.server.ts`, which reads the configuration and makes the `CallServer`. */
async function load() {
	if (!existsSync(join(root, HANDLER))) throw new CommandError(`There is no ${HANDLER}: run npm run build first.`);
	// Without ORIGIN and PROTOCOL_HEADER the adapter takes every request for https: https://svelte.dev/docs/kit/adapter-node
	if (!process.env.ORIGIN && !process.env.PROTOCOL_HEADER) process.env.PROTOCOL_HEADER = PROTOCOL_HEADER;
	/** @type {{ handler: http.RequestListener }} */
	const { handler } = await import(pathToFileURL(join(root, HANDLER)).href);
	// The key of `src/lib/server/global.ts`, which only the build can import.
	const call = /** @type {CallServer} */ (Reflect.get(globalThis, Symbol.for('video-call.server')));
	return { handler, call };
}

export async function serve() {
	const { handler, call } = await load();
	const { config } = call;
	const protocol = config.https ? 'https' : 'http';
	const trust = config.https ? await loadCA() : null;
	/** @type {http.RequestListener} */
	const onRequest = (request, response) => {
		request.headers[PROTOCOL_HEADER] = protocol;
		// Files too, which no hook of SvelteKit sees.
		response.setHeader('x-content-type-options', 'nosniff');
		if (trust && request.url === config.basePath + CA_PATH) return answerCA(trust.ca, response);
		if (!call.answer(request, response)) handler(request, response);
	};
	const server = trust ? https.createServer(await makeCertificate(trust.ca), onRequest) : http.createServer(onRequest);
	call.attach(server);
	const drain = drainable(server, config.https ? 'secureConnection' : 'connection');
	for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => void shutDown(drain, call));

	// One request that nobody thought of must not end all calls.
	for (const event of ['uncaughtException', 'unhandledRejection']) {
		process.on(event, (/** @type {unknown} */ err) => call.log.fatal({ err }, event));
	}

	const port = await listen(server, config);
	console.log(`\n  Video call: ${addressOf(protocol, config.host, port)}${config.basePath}`);
	if (trust) console.log(forDevices(trust, config, port));
	console.log();
}

/** @param {() => Promise<void>} drain @param {CallServer} call */
async function shutDown(drain, call) {
	setTimeout(() => process.exit(0), SHUTDOWN_WITHIN).unref();
	// In this order, so that meanwhile /healthz says to each connection that the server closes.
	await call.close();
	await drain();
	process.exit(0);
}
