/** Builds for production, and only if a source or BASE_PATH has changed. Compares contents, because a clone sets new file times. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { basePathOf } from './base.path.mjs';
import { root, runTool } from './project.mjs';

const SOURCES = [
	'src',
	'machines',
	'messages',
	'static',
	'project.inlang/settings.json',
	'package-lock.json',
	'svelte.config.js',
	'vite.config.ts',
	'tsconfig.json'
];
/** Generated, or not part of the build. */
const NOT_SOURCES = ['src/lib/paraglide', 'src/bin'];
const STAMP = join(root, 'build/.sources');
/** The adapter's own serves pages and health, but no sockets. */
const ENTRY = join(root, 'build/index.js');
const OUR_ENTRY = "import '../src/bin/serve.mjs';\n";

/** @param {string} path @returns {string[]} */
function filesIn(path) {
	if (NOT_SOURCES.includes(path) || !existsSync(join(root, path))) return [];
	if (!statSync(join(root, path)).isDirectory()) return [path];
	return readdirSync(join(root, path))
		.sort()
		.flatMap((name) => filesIn(`${path}/${name}`));
}

function sourcesHash() {
	const hash = createHash('sha256').update(OUR_ENTRY).update(basePathOf(process.env));
	for (const path of SOURCES.flatMap(filesIn))
		hash
			.update(path)
			.update('\0')
			.update(readFileSync(join(root, path)));
	return hash.digest('hex');
}

/** Whether the build is that of the sources, for this BASE_PATH. Where it was copied without them, it can only be served. */
export const isBuilt = () =>
	existsSync(STAMP) && (!existsSync(join(root, 'svelte.config.js')) || readFileSync(STAMP, 'utf8') === sourcesHash());

export async function build() {
	const hash = sourcesHash();
	// Sets NODE_ENV, because a test runner's would make it a development build. On stdout, SvelteKit and Paraglide report their
	// progress and advise to run a script that does not exist here; warnings and errors come on stderr.
	await runTool('vite/bin/vite.js', ['build', '--logLevel', 'warn'], { NODE_ENV: 'production' }, 'ignore');
	writeFileSync(ENTRY, OUR_ENTRY);
	rmSync(`${ENTRY}.map`);
	writeFileSync(STAMP, hash);
}

export async function ensureBuilt() {
	if (isBuilt()) return;
	console.log('Building… (takes about half a minute)');
	await build();
}
