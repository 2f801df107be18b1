/** One app and one browser for a file. */
import type { Browser } from 'playwright-core';
import { test as base } from 'vitest';
import { App } from '../../browser/support/app';
import { launchChromium } from '../../browser/support/chromium';

export const test = base.extend<{ env: Record<string, string>; app: App; browser: Browser }>({
	env: [{}, { scope: 'file' }],
	app: [
		async ({ env }, use) => {
			const app = await App.start(env);
			await use(app);
			await app.stop();
		},
		{ scope: 'file' }
	],
	browser: [
		// eslint-disable-next-line no-empty-pattern -- Vitest finds out what a fixture needs by reading its pattern
		async ({}, use) => {
			const browser = await launchChromium();
			await use(browser);
			await browser.close();
		},
		{ scope: 'file' }
	]
});
