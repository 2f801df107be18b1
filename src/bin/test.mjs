/**
 * `npm test`: the build, `npm run check`, and the quick tests. `npm run test:all` (`--all`): the slow ones, with real calls on both
 * engines. `npm run test:calls` (`--calls`): these, and then which transitions of the charts the calls took. Other arguments go to
 * vitest.
 */
import { rmSync } from 'node:fs';
import { ensureBuilt } from './lib/build.mjs';
import { check } from './lib/check.mjs';
import { findChromium } from './lib/chromium.mjs';
import { ensureFirefox } from './lib/firefox.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { command, root, runTool } from './lib/project.mjs';

const EDGES = 'reports/edges.txt';
const PROJECTS = { '--all': ['slow:*'], '--calls': ['slow:*', 'calls:*'] };
const QUICK = ['!*:*'];
const given = process.argv.slice(2);
const set = Object.entries(PROJECTS).find(([option]) => given.includes(option));

await command(async () => {
	await ensureInstalled();
	const CHROMIUM_PATH = await findChromium();
	await ensureFirefox();
	await ensureBuilt();
	if (!set) await check();
	const projects = (set?.[1] ?? QUICK).map((project) => `--project=${project}`);
	const others = given.filter((argument) => argument !== set?.[0]);
	// What the calls do is noted for `tests/coverage`, which runs last.
	const isNoted = set?.[0] === '--calls';
	if (isNoted) rmSync(root + EDGES, { force: true });
	const edges = isNoted ? { RECORD_EDGES: EDGES } : {};
	await runTool('vitest/vitest.mjs', ['run', ...projects, ...others], { CHROMIUM_PATH, ...edges });
});
