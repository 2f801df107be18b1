/** `npm test`: build, types, lint, then every test. Further arguments go to vitest. */
import { ensureBuilt } from './lib/build.mjs';
import { findChromium } from './lib/chromium.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { command, runTool } from './lib/project.mjs';

await command(async () => {
	await ensureInstalled();
	const CHROMIUM_PATH = await findChromium();
	// Compiles the messages too, whose types the checks need.
	await ensureBuilt();
	await runTool('@sveltejs/kit/svelte-kit.js', ['sync']);
	await Promise.all([
		runTool('svelte-check/bin/svelte-check', ['--tsconfig', './tsconfig.json', '--fail-on-warnings']),
		runTool('eslint/bin/eslint.js', ['.', '--max-warnings', '0'])
	]);
	await runTool('vitest/vitest.mjs', ['run', ...process.argv.slice(2)], { CHROMIUM_PATH });
});
