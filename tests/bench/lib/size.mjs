/** Measures bytes of JavaScript: of the call page until a call is up, and of the local engine alone. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build } from 'vite';
import { root } from '../../../src/bin/lib/project.mjs';
import { show, table } from './figures.mjs';

/** @typedef {import('./full.room.mjs').Script} Script */

/** @param {Buffer | string} code */
const weigh = (code) => ({
	plain: Buffer.byteLength(code),
	gzip: gzipSync(code, { level: 9 }).length,
	brotli: brotliCompressSync(code).length
});

/** @param {readonly ReturnType<typeof weigh>[]} weights */
function sum(weights) {
	const total = { plain: 0, gzip: 0, brotli: 0 };
	for (const { plain, gzip, brotli } of weights) {
		total.plain += plain;
		total.gzip += gzip;
		total.brotli += brotli;
	}
	return total;
}

/** What the call page loads without the engine too: libraries, and files that charts and engine share. */
const OF_THE_PAGE = [
	'xstate',
	'valibot',
	/machines\/(failure|room\.reason|stream|video\.height|player\/height)$/,
	/engine\/sound\.output$/
];

/** What only those load who choose it. */
const ON_CHOICE = /noise\/strong$/;

/** The local engine without what the page loads anyway. */
async function engine() {
	const built = await build({
		configFile: false,
		root,
		logLevel: 'error',
		build: {
			write: false,
			lib: { entry: join(root, 'src/lib/engine/local/local.engine.ts'), formats: ['es'], fileName: 'engine' },
			rolldownOptions: {
				external: [...OF_THE_PAGE, ON_CHOICE],
				output: { minify: true, comments: false, codeSplitting: false, paths: () => './page.js' }
			}
		}
	});
	const [bundle] = Array.isArray(built) ? built : [];
	if (!bundle) throw new Error('One bundle was expected.');
	return weigh(bundle.output[0].code);
}

/** A server's name in the ZEGO SDK, by which its code is recognised. Read from the SDK, because it may change. */
function zegoMark() {
	const mark = 'accesshub-wss.zego.im';
	const sdk = readFileSync(createRequire(import.meta.url).resolve('zego-express-engine-webrtc'), 'utf8');
	if (!sdk.includes(mark)) throw new Error(`The ZEGO SDK does not contain ${mark} any more: look for another mark.`);
	return mark;
}

/** @param {readonly Script[]} scripts each is compressed alone, as by a server */
export async function measureSize(scripts) {
	const mark = zegoMark();
	const files = scripts.map(({ url, code }) => ({ url, ...weigh(code), zego: code.includes(mark) }));
	return {
		page: sum(files),
		engine: await engine(),
		zego: sum(files.filter(({ zego }) => zego)),
		files: files.toSorted((a, b) => b.gzip - a.gzip)
	};
}

/** @param {Awaited<ReturnType<typeof measureSize>>} size */
export function sizeTable({ files, page, engine, zego }) {
	const row = (/** @type {string} */ name, /** @type {typeof page} */ { plain, gzip, brotli }) => [
		name,
		...[plain, gzip, brotli].map((bytes) => show(bytes / 1_000, 1))
	];
	return table([
		['', 'kB', 'gzip -9', 'brotli 11'],
		row(`call page until the call is up, ${files.length} files`, page),
		row('local engine, without what the page loads anyway', engine),
		row('files that contain the ZEGO SDK', zego)
	]);
}
