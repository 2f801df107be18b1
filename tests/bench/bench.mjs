/**
 * `npm run bench`: measures round trips from the click to the first picture, bytes of signalling, bytes of JavaScript, and how soon
 * an outage is over, of this app and of others; and what 5,000 people cost the server. It reports goals that are not met, and does not
 * fail. `--rounds 7` measures longer; `npm run bench recovery` measures outages only, `npm run bench load` the server only.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt } from '../../src/bin/lib/build.mjs';
import { findChromium } from '../../src/bin/lib/chromium.mjs';
import { ensureInstalled } from '../../src/bin/lib/install.mjs';
import { command, CommandError, root } from '../../src/bin/lib/project.mjs';
import { Closers } from './lib/closers.mjs';
import { obstacle } from './lib/network.mjs';

/** Milliseconds. What follows the joins takes about a minute, and one round of outages four. */
const JOINS_WITHIN = 240_000;
const OUTAGES_WITHIN = 600_000;
const ALL_WITHIN = 1_800_000;

const PARTS = ['recovery', 'load'];

await command(async () => {
	const { values, positionals } = parseArgs({ options: { rounds: { type: 'string' } }, allowPositionals: true });
	const rounds = { joins: Number(values.rounds ?? 5), outages: Number(values.rounds ?? 3) };
	if (!Number.isInteger(rounds.joins) || rounds.joins < 1)
		throw new CommandError('--rounds takes a whole number from 1 on.');
	const [only] = positionals;
	if (only !== undefined && !PARTS.includes(only))
		throw new CommandError(`There is no part ${only}: only ${PARTS.join(' and ')}.`);
	await ensureInstalled();
	const chromiumPath = await findChromium();
	await ensureBuilt();
	// Imported only now, because they import packages.
	const { openStage } = await import('./lib/stage.mjs');
	const { measure, measureOutages } = await import('./lib/measure.mjs');
	const { measureLoad } = await import('./lib/load.mjs');
	const why = obstacle();
	if (why !== null)
		console.log(`No network is emulated (${why}): the path to the servers is delayed, the media is not.`);
	const [load = 0] = loadavg();
	if (load > availableParallelism()) {
		console.log(`The machine is busy (load ${load.toFixed(1)}): expect too many milliseconds and too few round trips.`);
	}
	const closers = new Closers();
	const ending = new AbortController();
	/** @type {Promise<never>} */
	const ended = new Promise((_, reject) => {
		const end = (/** @type {string} */ why) => {
			ending.abort();
			reject(new CommandError(why));
		};
		setTimeout(end, ALL_WITHIN, 'The benchmark took too long.').unref();
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => end('The benchmark was stopped.'));
	});

	async function run() {
		const { signal } = ending;
		const server = only !== 'recovery' && { load: await measureLoad(closers, signal) };
		const report = only === 'load' ? server : { ...server, ...(await inBrowsers(signal)) };
		mkdirSync(join(root, 'reports'), { recursive: true });
		writeFileSync(join(root, 'reports/bench.json'), JSON.stringify(report, null, '\t'));
	}
	async function inBrowsers(/** @type {AbortSignal} */ signal) {
		const stage = await openStage(closers, { chromiumPath, emulated: why === null });
		const joins =
			only === undefined && (await measure(stage, { rounds: rounds.joins, until: Date.now() + JOINS_WITHIN, signal }));
		const bounds = { rounds: rounds.outages, until: Date.now() + OUTAGES_WITHIN, signal };
		return { ...joins, recovery: await measureOutages(stage, closers, bounds) };
	}
	try {
		await Promise.race([run(), ended]);
	} finally {
		await closers.closeAll();
	}
});
