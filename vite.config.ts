import { sveltekit } from '@sveltejs/kit/vite';
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { chartTexts } from './src/vite/chart.texts.ts';
import { messages } from './src/vite/messages.ts';
import { roomServer } from './src/lib/server/dev.plugin.ts';

/**
 * A group of tests; those of a stage begin when the stage before has ended. Two files run at a time, because an opening page keeps a
 * core busy for two seconds.
 */
const project = (
	name: string,
	stage: number,
	include: string[],
	options: NonNullable<TestProjectInlineConfiguration['test']> = {}
) => ({
	test: {
		name,
		include: include.map((path) => `tests/${path}`),
		exclude: name.includes(':') ? [] : ['**/slow/**'],
		environment: 'node' as const,
		sequence: { groupOrder: stage },
		maxWorkers: 2,
		...options
	}
});

const inChromium = { testTimeout: 60_000, hookTimeout: 120_000 };
/** The contract on ZEGO takes twice as long as on the other engines together. */
const onZegoAlone = { ...inChromium, provide: { engines: ['zego' as const] } };
/** One file at a time: a call with its browsers takes 70 % of two cores, and what is promised in seconds holds on a machine that does nothing else. */
const alone = { maxWorkers: 1 };
/** Opens the app's pages: they are built before. */
const onPages = { ...inChromium, globalSetup: 'tests/browser/support/build.ts' };
const onZego = { ...onPages, provide: { engine: 'zego' as const } };

/**
 * The chunks of pages. A few large files compress better than many small ones, and whoever opens the start page opens a call next.
 * Engines stay files of their own, because a call loads only one.
 * The local engine is one file: one that it imports would be preloaded, and lost as described at `modulePreload`.
 */
const PARTS = [
	{
		name: 'framework',
		test: /node_modules\/(svelte(?!\/src\/(reactivity|motion|transition|easing|animate))|@sveltejs|devalue|clsx|esm-env)\/[^?]*$|paraglide\/runtime|vite\/preload-helper/
	},
	{
		name: 'call',
		test: /node_modules\/(xstate|@xstate|valibot)\/|\/machines\/|\/src\/lib\/(app|call|ui|engine\/capture)\/(?!JoinForm|SwitchRoom|offline|chat\/)|\0messages/
	},
	{ name: 'local', test: /\/src\/lib\/engine\/local\// }
];

/** The oldest browsers that pages are built for. README has them too, and `.outdated` in `app.css` knows older ones. */
export const BROWSERS = ['chrome111', 'edge111', 'firefox114', 'safari16.4', 'ios16.4'];

/** On the server SvelteKit's own modules are one file. The adapter bundles again and warns of each file that it finds empty. */
const KIT = { name: 'kit', test: /@sveltejs\/kit|__sveltekit\// };

export default defineConfig({
	plugins: [
		paraglideVitePlugin({
			project: './project.inlang',
			outdir: './src/lib/paraglide',
			strategy: ['cookie', 'preferredLanguage', 'baseLocale']
		}),
		sveltekit(),
		chartTexts(),
		messages(),
		roomServer()
	],
	build: {
		target: BROWSERS,
		// A file that is imported at once gains nothing from a preload. In WebKit, one whose preload has failed is never asked for again
		// in that tab, not even after a reload.
		modulePreload: { resolveDependencies: (imported, files) => files.filter((file) => file !== imported) },
		// The largest file is ZEGO's SDK (2 MB), which comes as one file. `npm run bench` limits what a call loads.
		chunkSizeWarningLimit: 2_100,
		// The build's own speed depends on the machine.
		rolldownOptions: { checks: { bundlerTimings: false } }
	},
	environments: {
		client: { build: { rolldownOptions: { output: { codeSplitting: { groups: PARTS } } } } },
		ssr: { build: { rolldownOptions: { output: { codeSplitting: { groups: [KIT] } } } } }
	},
	test: {
		projects: [
			// `npm test`
			project('model', 0, ['model/**/*.test.ts'], { testTimeout: 30_000 }),
			project('engine', 0, ['engine/contract/*.test.ts'], {
				...inChromium,
				provide: { engines: ['local', 'simulated'] }
			}),
			project('zego', 0, ['engine/zego/*.test.ts', 'engine/contract/login.test.ts'], onZegoAlone),
			project('browser', 0, ['browser/**/*.test.ts'], onPages),
			project('server', 1, ['server/*.test.ts'], { testTimeout: 20_000 }),
			// `npm run test:all`
			project('slow:model', 2, ['model/slow/**/*.test.ts']),
			project('slow:engine', 2, ['engine/slow/**/*.test.ts'], inChromium),
			project('slow:contract', 2, ['engine/contract/{chat,leave,lost,streams}.test.ts'], onZegoAlone),
			project('slow:webkit', 2, ['browser/slow/webkit/*.test.ts'], onPages),
			project('slow:server', 2, ['server/{attacks,slow}/*.test.ts'], onPages),
			project('slow:firefox', 3, ['engine/contract/*.test.ts'], {
				...inChromium,
				...alone,
				provide: { engines: ['local', 'zego'], browser: 'firefox' }
			}),
			project('slow:browser', 3, ['browser/slow/{*,both/*}.test.ts'], { ...onPages, ...alone }),
			project('slow:zego', 3, ['browser/call.test.ts', 'browser/slow/{both,zego}/*.test.ts'], { ...onZego, ...alone }),
			project('slow:world', 3, ['world/slow/*.test.ts'], { ...onPages, ...alone }),
			project('slow:timed', 3, ['timed/*.test.ts', 'world/network/*.test.ts'], { ...onPages, ...alone }),
			project('slow:coverage', 4, ['coverage/*.test.ts'])
		]
	}
});
