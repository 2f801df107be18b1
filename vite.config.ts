import { sveltekit } from '@sveltejs/kit/vite';
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { defineConfig } from 'vitest/config';
import { roomServer } from './src/lib/server/dev.plugin.ts';

/** Node tests, and tests in Node that drive a real Chromium: one folder, one project. A stage begins when the last has ended. */
const project = (name: string, stage: number, options: object = {}) => ({
	test: {
		name,
		environment: 'node' as const,
		include: [`tests/${name}/**/*.test.ts`],
		sequence: { groupOrder: stage },
		...options
	}
});

/** One page that opens keeps a core busy for two seconds: three files at once take as long as two, and all comes later. */
const atOnce = (files: number) => ({ maxWorkers: files });

/** What all engines promise, and what is special to ZEGO's, whose cloud is a stand-in. */
const CONTRACT = ['tests/engine/contract/**/*.test.ts', 'tests/engine/zego/**/*.test.ts'];

/** `CALLS_ON=zego`: also what `npm test` leaves out for its time. */
const ON_DEMAND = process.env.CALLS_ON === 'zego' ? [] : ['tests/browser/zego.moments.test.ts'];

const BUILD = 'tests/browser/support/build.ts';
const inChromium = { testTimeout: 60_000, hookTimeout: 120_000 };

/**
 * Few big files compress better than many small ones, and who opens the start page is about to call. An engine is none of
 * them: nobody needs two.
 */
const PARTS = [
	{
		name: 'framework',
		test: /node_modules\/(svelte(?!\/src\/(reactivity|motion|transition|easing|animate))|@sveltejs|devalue|clsx|esm-env)\/[^?]*$|paraglide\/runtime|vite\/preload-helper/
	},
	{
		name: 'call',
		test: /node_modules\/(xstate|@xstate|valibot)\/|\/machines\/|\/src\/lib\/(app|call|ui|engine\/capture)\/(?!JoinForm)|paraglide\/messages\/(?!inspect_|home_|app_desc)/
	}
];

export default defineConfig({
	plugins: [
		paraglideVitePlugin({
			project: './project.inlang',
			outdir: './src/lib/paraglide',
			strategy: ['cookie', 'preferredLanguage', 'baseLocale']
		}),
		sveltekit(),
		roomServer()
	],
	build: { rolldownOptions: { output: { codeSplitting: { groups: PARTS } } } },
	test: {
		projects: [
			// Whoever measures seconds says so; a slow machine is no fault of a chart.
			project('model', 0, { testTimeout: 30_000, ...atOnce(2) }),
			project('browser', 1, { ...inChromium, ...atOnce(2), exclude: ON_DEMAND, globalSetup: BUILD }),
			project('contract', 1, { ...inChromium, ...atOnce(2), include: CONTRACT }),
			// What promises seconds is measured on a machine that does nothing else.
			project('server', 2, { testTimeout: 20_000, ...atOnce(1) }),
			project('engine', 2, { ...inChromium, ...atOnce(1), exclude: CONTRACT }),
			project('timed', 2, { ...inChromium, ...atOnce(1), globalSetup: BUILD })
		]
	}
});
