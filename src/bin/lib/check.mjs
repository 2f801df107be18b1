/** What `npm run check` and `npm test` check without running anything: types, lint, imports, format. */
import { runTool } from './project.mjs';

/** All at once: types take as long as everything else together. Rejects when one of them finds something. */
export async function check() {
	await Promise.all([runTool('prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.']), checkCode()]);
}

async function checkCode() {
	await sync();
	await Promise.all([
		runTool('svelte-check/bin/svelte-check', ['--tsconfig', './tsconfig.json', '--fail-on-warnings']),
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
