/** `npm run check` fails on imports that go the wrong way, and on cycles: planted in a copy of the folders. */
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** File, what it imports, and whether it may. */
const IMPORTS = [
	['machines/call/a.ts', '../engine', true],
	['machines/call/b.ts', 'valibot', false],
	['machines/call/c.ts', '../../src/lib/call/call', false],
	['src/lib/api/a.ts', '../../../machines/failure', true],
	['src/lib/api/b.ts', '../engine/media', false],
	['src/lib/engine/local/a.ts', '../../api/room', true],
	['src/lib/engine/local/b.ts', '../../call/call', false],
	['src/lib/call/a.ts', '../engine/media', true],
	['src/lib/call/b.ts', '../engine/local/local.engine', false],
	['src/lib/call/c.ts', '../inspect/faults/faults', false],
	['src/lib/call/d.ts', 'svelte/store', false],
	['src/lib/ui/a.svelte', '$lib/call/view', true],
	['src/lib/ui/b.svelte', '$lib/app/call', false],
	['src/lib/inspect/view/a.ts', '../../engine/local/link/machine', true],
	['src/lib/inspect/view/b.ts', '../../engine/local/local.engine', false],
	['src/lib/inspect/view/c.ts', '../../app/call', false],
	['src/lib/app/a.ts', '../inspect/recording/share', true],
	['src/lib/app/b.ts', '../server/config', false],
	['src/lib/server/a.ts', '../api/token', true],
	['src/lib/server/b.ts', '../ui/words', false],
	['src/routes/a.ts', '$lib/app/call', true],
	['src/routes/b.ts', '$lib/engine/load', false],
	['src/routes/c.ts', '../hooks.server', false],
	['src/routes/d.ts', '../params/roomID', false],
	['src/hooks.client.a.ts', '$lib/app/access', true],
	['src/hooks.client.b.ts', '$lib/server/instance', false],
	['src/hooks.client.c.ts', './routes/a', false],
	['src/hooks.client.d.ts', './hooks.server', false],
	['src/hooks.server.a.ts', './lib/server/instance', true],
	['src/hooks.server.b.ts', './lib/app/access', false],
	['src/hooks.server.c.ts', './params/roomID', false],
	['src/params/a.ts', '$lib/api/room', true],
	['src/params/b.ts', '../lib/server/config', false],
	['src/params/c.ts', '../routes/a', false],
	['src/lib/app/c.ts', '../../hooks.client', false],
	['src/lib/app/d.ts', '$app/state', true],
	['src/lib/ui/c.svelte', '$app/paths', true],
	['src/lib/ui/d.svelte', '$app/state', false],
	['src/lib/ui/e.ts', '@sveltejs/kit', false],
	['src/lib/inspect/view/d.ts', '$app/environment', true],
	['src/lib/inspect/view/e.ts', '$app/navigation', false],
	['src/lib/server/c.ts', '@sveltejs/kit', true],
	['src/lib/server/d.ts', '$app/environment', false],
	['src/lib/call/e.ts', '$app/environment', false]
] as const;

const CYCLES = ['src/lib/ui/one.ts', 'src/lib/ui/Two.svelte'];

let folder: string;
let report: string;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'imports-'));
	const write = async (path: string, text: string) => {
		await mkdir(dirname(join(folder, path)), { recursive: true });
		const script = `${text}\n`;
		await writeFile(join(folder, path), path.endsWith('.svelte') ? `<script lang="ts">\n${script}</script>\n` : script);
	};
	await cp(join(ROOT, 'oxlint.config.js'), join(folder, 'oxlint.config.js'));
	await write('package.json', '{ "type": "module" }');
	await write('untyped.config.js', `import all from './oxlint.config.js';\nexport default { ...all, options: {} };`);
	await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
	for (const [path, specifier] of IMPORTS)
		await write(path, `import type { X } from '${specifier}';\nexport type Y = X;`);
	await write('src/lib/server/value.ts', `export { json } from '@sveltejs/kit';`);
	await write('src/lib/ui/one.ts', `import type Two from './Two.svelte';\nexport type One = Two;`);
	await write('src/lib/ui/Two.svelte', `import type { One } from './one';\nexport type Two = One;`);
	const lint = promisify(execFile)(
		process.execPath,
		[
			join(ROOT, 'node_modules/oxlint/bin/oxlint'),
			'--config',
			'untyped.config.js',
			'--format',
			'unix',
			'machines',
			'src'
		],
		{ cwd: folder }
	);
	report = await lint.then(
		({ stdout }) => stdout,
		(error: unknown) => (error as { stdout: string }).stdout
	);
}, 60_000);

afterAll(() => rm(folder, { recursive: true }));

it.each(IMPORTS)('%s may import %s: %s', (path, _specifier, allowed) => {
	expect(linesOf(path).includes('no-restricted-imports')).toBe(!allowed);
});

it('the server may import a type of SvelteKit, and no value', () => {
	expect(linesOf('src/lib/server/value.ts')).toContain('no-restricted-imports');
});

it.each(CYCLES)('%s is found in a cycle, although it only imports a type', (path) => {
	expect(linesOf(path)).toContain('no-cycle');
});

const linesOf = (path: string): string =>
	report
		.split('\n')
		.filter((line) => line.startsWith(`${path}:`))
		.join('\n');
