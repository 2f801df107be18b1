/** What every benchmark needs around it: packages, a browser, a build, an end on signals, and the file with the figures. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from '../../../src/bin/lib/build.mjs';
import { findChromium } from '../../../src/bin/lib/chromium.mjs';
import { ensureInstalled } from '../../../src/bin/lib/install.mjs';
import { CommandError, root } from '../../../src/bin/lib/project.mjs';
import { Closers } from './closers.mjs';

/**
 * Runs a benchmark, closes what it has started, and writes the figures it returns to `reports/<name>.json`.
 * @param {{ name: string, within: number }} options `within`: it is ended after so many ms
 * @param {(tools: { chromiumPath: string, closers: Closers, signal: AbortSignal }) => Promise<unknown>} measure
 */
export async function benchmark({ name, within }, measure) {
	await ensureInstalled();
	const chromiumPath = await findChromium();
	await ensureBuilt();
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
		setTimeout(end, within, 'The benchmark took too long.').unref();
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => end('The benchmark was stopped.'));
	});
	async function run() {
		const report = await measure({ chromiumPath, closers, signal: ending.signal });
		mkdirSync(join(root, 'reports'), { recursive: true });
		writeFileSync(join(root, `reports/${name}.json`), JSON.stringify(report, null, '\t'));
	}
	try {
		await Promise.race([run(), ended]);
	} finally {
		await closers.closeAll();
	}
}

/** A whole number from 1 on. @param {string | undefined} given @param {number} otherwise */
export function roundsOf(given, otherwise) {
	const rounds = Number(given ?? otherwise);
	if (!Number.isInteger(rounds) || rounds < 1) throw new CommandError('--rounds takes a whole number from 1 on.');
	return rounds;
}
