/** What `npm run check` and `npm test` check without running anything: types, lint, imports, format. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { root, runTool } from './project.mjs';

/** Where svelte-check writes components as TypeScript. */
const COMPONENTS = join(root, '.svelte-kit/.svelte-check');

/** All at once, for more than one core. Rejects when one of them finds something. */
export async function check() {
	await Promise.all([runTool('oxfmt/bin/oxfmt', ['--list-different', '.']), checkCode()]);
}

async function checkCode() {
	await sync();
	// It would also check what it once wrote of components that have been deleted since.
	await rm(COMPONENTS, { recursive: true, force: true });
	await Promise.all([
		// On TypeScript's compiler in Go, which takes 40 % of the time; oxlint uses the same.
		runTool('svelte-check/bin/svelte-check', ['--tsgo', '--tsconfig', './tsconfig.json', '--fail-on-warnings']),
		// Another world: no `window`, no `document`.
		runTool('typescript/bin/tsc', ['--noEmit', '--project', 'src/service-worker']),
		lint()
	]);
}

/** Types and lint need the types of messages and routes, which are generated. */
async function sync() {
	await runTool('@inlang/paraglide-js/bin/run.js', [
		...['compile', '--silent', '--project', './project.inlang', '--outdir', './src/lib/paraglide'],
		...['--strategy', 'cookie', 'preferredLanguage', 'baseLocale']
	]);
	await runTool('@sveltejs/kit/svelte-kit.js', ['sync']);
}

async function lint() {
	await runTool('oxlint/bin/oxlint', ['--config', 'oxlint.config.js', '--deny-warnings']);
	await runTool('eslint/bin/eslint.js', ['src', '--max-warnings', '0']);
}
