import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { emulatedNetwork, oneMachine } from './network.mjs';
import { probe } from './probe.mjs';
import { start } from './process.mjs';
import { Server } from './server.mjs';
import { root } from '../../../src/bin/lib/project.mjs';
import { FLAGS } from '../../chromium.mjs';

/** The longest time a step in a page may take (ms). */
const STEP_WITHIN = 15_000;

const ARGS = [...FLAGS, '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'];

/** The local engine, whatever our own environment says, and high limits, because everyone comes from two addresses. */
const APP_ENV = {
	HTTPS: '0',
	ORIGIN: undefined,
	ZEGO_APP_ID: undefined,
	LOG_LEVEL: 'warn',
	REQUESTS_PER_MINUTE: '10000',
	MAX_SOCKETS_PER_ADDRESS: '1000'
};

const LISTENS = /Video call: \S+:(\d+)\s/;

/** @typedef {Awaited<ReturnType<typeof openStage>>} Stage */

/**
 * @typedef {object} Options
 * @property {string} chromiumPath
 * @property {boolean} emulated
 * @property {string} [before] the folder of an older build, which is served too
 * @property {Record<'A' | 'B', string[]>} [flags] more flags of each browser
 * @property {string} [script] runs in every page before its own
 */

/** Starts the network, the servers and two browsers. @param {import('./closers.mjs').Closers} closers @param {Options} options */
export async function openStage(closers, { chromiumPath, emulated, before, flags, script }) {
	const network = emulated ? await emulatedNetwork(closers) : oneMachine(closers);
	const { host } = network;

	/** @param {string} script @param {RegExp} ready @param {NodeJS.ProcessEnv} env @param {string} [cwd] */
	async function serve(script, ready, env, cwd = root) {
		const command = [...network.inside('S'), process.execPath, script];
		const server = new Server(([PORT = 0, PEER_PORT = 0]) =>
			start(closers, command, { ready, cwd, env: { ...env, HOST: host, PORT: `${PORT}`, PEER_PORT: `${PEER_PORT}` } })
		);
		await server.start();
		return { server, ports: await Promise.all(server.ports.map((port) => network.reach(port))) };
	}
	const served = await Promise.all([
		serve('src/bin/start.mjs', LISTENS, APP_ENV),
		serve('src/bin/start.mjs', LISTENS, { ...APP_ENV, ENGINE: 'simulated' }),
		serve('tests/bench/peers/server.mjs', /ready (\d+) (\d+)\s/, {}),
		...(before === undefined ? [] : [serve('src/bin/start.mjs', LISTENS, APP_ENV, before)])
	]);
	const [[appPort], [simulatedPort], [peersPort, peerServer], [beforePort] = []] = [
		served[0].ports,
		served[1].ports,
		served[2].ports,
		served[3]?.ports
	];
	const app = `http://${host}:${appPort}`;
	const simulated = `http://${host}:${simulatedPort}`;
	const peers = `http://${host}:${peersPort}`;
	const older = `http://${host}:${beforePort}`;

	const folder = await mkdtemp(join(tmpdir(), 'call-bench-'));
	closers.add(() => rm(folder, { recursive: true, force: true }));

	/** @param {'A' | 'B'} place */
	async function launch(place) {
		const executablePath = join(folder, `browser-${place}.sh`);
		const command = [...network.inside(place), `'${chromiumPath}'`].join(' ');
		await writeFile(executablePath, `#!/bin/sh\nexec ${command} "$@"\n`, { mode: 0o755 });
		const secure = `--unsafely-treat-insecure-origin-as-secure=${app},${simulated},${peers},${older}`;
		// `bench.mjs` handles signals, because more than the browsers must be closed.
		const signals = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false };
		const browser = await chromium.launch({
			executablePath,
			args: [...ARGS, ...(flags?.[place] ?? []), secure],
			...signals
		});
		closers.add(() => browser.close());
		return browser;
	}
	const [waiting, joining] = await Promise.all([launch('A'), launch('B')]);
	return {
		emulated,
		network,
		app,
		/** The same app on the simulated engine. */
		simulated,
		peers,
		peerServer,
		/** The app of the older build, if there is one. */
		older,
		servers: { app: served[0].server, peers: served[2].server },
		/** The browser of the person who waits in the room. */
		waiters: await newContext(waiting, script),
		joiners: await newContext(joining, script),
		/** A context with an empty cache. */
		freshContext: () => newContext(joining, script),
		async closePages() {
			const contexts = [waiting, joining].flatMap((browser) => browser.contexts());
			await Promise.all(contexts.flatMap((context) => context.pages()).map((page) => page.close()));
		}
	};
}

/** @param {import('playwright-core').Browser} browser @param {string} [script] */
async function newContext(browser, script) {
	const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1280, height: 720 } });
	await context.addInitScript(probe);
	if (script !== undefined) await context.addInitScript({ content: script });
	context.setDefaultTimeout(STEP_WITHIN);
	return context;
}
