/**
 * `npm run bench`: measures round trips from the click to the first picture, bytes of signalling, bytes of JavaScript, and how soon
 * an outage is over, of this app and of others; and what 5,000 people cost the server. It reports goals that are not met, and does not
 * fail. `--rounds 7` measures longer; `npm run bench recovery` measures outages only, `npm run bench load` the server only.
 */
import { parseArgs } from 'node:util';
import { command, CommandError } from '../../src/bin/lib/project.mjs';
import { benchmark, roundsOf } from './lib/benchmark.mjs';
import { obstacle } from './lib/network.mjs';

/** Milliseconds. What follows the joins takes about a minute, and one round of outages four. */
const JOINS_WITHIN = 240_000;
const OUTAGES_WITHIN = 600_000;
const ALL_WITHIN = 1_800_000;

const PARTS = ['recovery', 'load'];

await command(async () => {
	const { values, positionals } = parseArgs({ options: { rounds: { type: 'string' } }, allowPositionals: true });
	const rounds = { joins: roundsOf(values.rounds, 5), outages: roundsOf(values.rounds, 3) };
	const [only] = positionals;
	if (only !== undefined && !PARTS.includes(only))
		throw new CommandError(`There is no part ${only}: only ${PARTS.join(' and ')}.`);
	await benchmark({ name: 'bench', within: ALL_WITHIN }, async ({ chromiumPath, closers, signal }) => {
		// Imported only now, because they import packages.
		const { openStage } = await import('./lib/stage.mjs');
		const { measure, measureOutages } = await import('./lib/measure.mjs');
		const { measureLoad } = await import('./lib/load.mjs');
		const why = obstacle();
		if (why !== null)
			console.log(`No network is emulated (${why}): the path to the servers is delayed, the media is not.`);

		async function inBrowsers() {
			const stage = await openStage(closers, { chromiumPath, emulated: why === null });
			const joins =
				only === undefined &&
				(await measure(stage, { rounds: rounds.joins, until: Date.now() + JOINS_WITHIN, signal }));
			const bounds = { rounds: rounds.outages, until: Date.now() + OUTAGES_WITHIN, signal };
			return { ...joins, recovery: await measureOutages(stage, closers, bounds) };
		}
		const server = only !== 'recovery' && { load: await measureLoad(closers, signal) };
		return only === 'load' ? server : { ...server, ...(await inBrowsers()) };
	});
});
