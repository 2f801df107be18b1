/**
 * `npm test`: the build, `npm run check`, and the quick tests. `npm run test:all` (`--all`): the slow ones, every real call on both
 * engines, and then which transitions of the charts these calls took. Other arguments go to vitest.
 */
import { rmSync } from 'node:fs';
import { ensureBuilt } from './lib/build.mjs';
import { check } from './lib/check.mjs';
import { findChromium } from './lib/chromium.mjs';
import { ensureFirefox } from './lib/firefox.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { command, root, runTool } from './lib/project.mjs';

const EDGES = 'reports/edges.txt';
const given = process.argv.slice(2);
const isAll = given.includes('--all');

await command(async () => {
	await ensureInstalled();
	const CHROMIUM_PATH = await findChromium();
	await ensureFirefox();
	await ensureBuilt();
	if (!isAll) await check();
	const others = given.filter((argument) => argument !== '--all');
	// What the calls do is noted for `tests/coverage`, which runs last.
	if (isAll) rmSync(root + EDGES, { force: true });
	const edges = isAll ? { RECORD_EDGES: EDGES } : {};
	await runTool('vitest/vitest.mjs', ['run', `--project=${isAll ? 'slow:*' : '!*:*'}`, ...others], {
		CHROMIUM_PATH,
		...edges
	});
});
