/**
 * `npm test`: the build, `npm run check`, and the quick tests. `npm run test:all` (`--all`): the slow ones, with real calls on both
 * engines, and then which transitions of the charts the calls took. Other arguments go to vitest.
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
const others = given.filter((argument) => argument !== '--all');

await command(async () => {
	await ensureInstalled();
	const CHROMIUM_PATH = await findChromium();
	await ensureFirefox();
	await ensureBuilt();
	if (isAll) {
		// What the calls do is noted for `tests/coverage`, which runs last.
		rmSync(root + EDGES, { force: true });
		await runTool('vitest/vitest.mjs', ['run', '--project=slow:*', ...others], { CHROMIUM_PATH, RECORD_EDGES: EDGES });
	} else {
		await check();
		await runTool('vitest/vitest.mjs', ['run', '--project=!*:*', ...others], { CHROMIUM_PATH });
	}
});
