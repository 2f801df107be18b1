/** The package as others use it: what its exports lead to, and the example. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, it, vi } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };

const EXAMPLE = fileURLToPath(new URL('../example/call.ts', import.meta.url));
/** What somebody else's project has: no DOM types of ours, no SvelteKit. */
const OPTIONS: ts.CompilerOptions = {
	strict: true,
	noEmit: true,
	target: ts.ScriptTarget.ES2022,
	lib: ['lib.es2024.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
	module: ts.ModuleKind.ESNext,
	moduleResolution: ts.ModuleResolutionKind.Bundler,
	skipLibCheck: true,
	types: []
};

/** Every entry of the package; `*` stands for each chart. */
const machines = new URL('../../machines/', import.meta.url);
const charts = readdirSync(machines).filter((name) => existsSync(new URL(`${name}/machine.ts`, machines)));
const entries = Object.keys(manifest.exports).flatMap((entry) =>
	entry.includes('*') ? charts.map((chart) => entry.replace('*', chart)) : [entry]
);

it.each(entries)('%s leads to a file of this package', (entry) => {
	const { resolvedModule } = ts.resolveModuleName(entry.replace('.', manifest.name), EXAMPLE, OPTIONS, ts.sys);
	expect(existsSync(resolvedModule?.resolvedFileName ?? '')).toBe(true);
});

it('the example has at most 40 lines, compiles, and brings no framework and nothing of this app with it', () => {
	expect(readFileSync(EXAMPLE, 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(40);
	const program = ts.createProgram([EXAMPLE], OPTIONS);
	const problems = ts.getPreEmitDiagnostics(program, program.getSourceFile(EXAMPLE));
	expect(problems.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([]);
	const files = program.getSourceFiles().map(({ fileName }) => fileName);
	const foreign = /svelte|paraglide|src\/lib\/(app|ui|inspect|server)\//;
	expect(files.filter((file) => foreign.test(file))).toEqual([]);
	expect(files.some((file) => file.endsWith('machines/call/machine.ts'))).toBe(true);
}, 60_000);

it('the example runs: Ana waits, Bo joins, Ana leaves', async () => {
	const print = vi.spyOn(console, 'log').mockReturnValue();
	await import('../example/call');
	expect(print.mock.calls.map((printed) => printed.join(' '))).toEqual([
		'ready Ana',
		'alone Ana',
		'notice.joined Bo',
		'inCall Ana and Bo',
		'ended '
	]);
	print.mockRestore();
});
