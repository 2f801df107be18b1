/**
 * `npm test`: the build, `npm run check`, and every test but the slow ones. `npm run test:all` (`--all`): those that `npm test` leaves
 * out. Other arguments go to vitest.
 */
import { rmSync } from 'node:fs';
import { ensureBuilt } from './lib/build.mjs';
import { check } from './lib/check.mjs';
import { findChromium } from './lib/chromium.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { command, root, runTool } from './lib/project.mjs';

const EDGES = 'reports/edges.txt';
const given = process.argv.slice(2);
const isSlow = given.includes('--all');

await command(async () => {
	await ensureInstalled();
	const CHROMIUM_PATH = await findChromium();
	await ensureBuilt();
	if (!isSlow) await check();
	const projects = `--project=${isSlow ? '' : '!'}slow:*`;
	const others = given.filter((argument) => argument !== '--all');
	// What the calls do is noted for `tests/coverage`, which runs last.
	if (isSlow) rmSync(root + EDGES, { force: true });
	const edges = isSlow ? { RECORD_EDGES: EDGES } : {};
	await runTool('vitest/vitest.mjs', ['run', projects, ...others], { CHROMIUM_PATH, ...edges });
});
