import { sveltekit } from '@sveltejs/kit/vite';
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { defineConfig } from 'vitest/config';
import { roomServer } from './src/lib/server/dev.plugin.ts';

/** Node tests, and tests in Node that drive a real Chromium: one folder, one project. */
const project = (name: string, options: object = {}) => ({
	test: { name, environment: 'node' as const, include: [`tests/${name}/**/*.test.ts`], ...options }
});

/** The ZEGO engine is not finished: its tests run on demand, `ZEGO_TESTS=1 npx vitest run --project engine tests/engine/zego`. */
const notYet = process.env.ZEGO_TESTS === '1' ? [] : ['tests/engine/zego/**'];

const inChromium = { testTimeout: 60_000, hookTimeout: 120_000 };

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
	test: {
		projects: [
			project('model'),
			project('server', { testTimeout: 20_000 }),
			project('engine', { ...inChromium, exclude: notYet }),
			project('browser', {
				...inChromium,
				globalSetup: 'tests/browser/support/build.ts',
				fileParallelism: false,
				// Two cores hold about three calls of two people at once.
				maxConcurrency: 3
			})
		]
	}
});
