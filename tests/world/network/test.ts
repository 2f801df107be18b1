/** `test` for people in two homes behind NATs: who arrives is in home A, or `at` the browser in home B. */
import type { Browser } from 'playwright-core';
import type { App } from '../../browser/support/app';
import { test as base } from '../../browser/support/test';
import { Homes, RELAY, type Home } from './homes';
import { obstacle } from './tools';

const why = await obstacle();
if (why !== null) console.warn(`Skipped: calls between two homes behind NATs, because ${why}.`);

const browserIn =
	(home: Home) =>
	async ({ homes }: { homes: Homes }, use: (browser: Browser) => Promise<void>) => {
		const browser = await homes.browser(home);
		await use(browser);
		await browser.close();
	};

export const test = base
	.extend<{ homes: Homes; app: App; chromium: Browser; inHomeB: Browser }>({
		homes: [
			// eslint-disable-next-line no-empty-pattern -- Vitest finds out what a fixture needs by reading its pattern
			async ({}, use) => {
				const homes = Homes.open();
				try {
					await homes.startRelay();
					await use(homes);
				} finally {
					homes.close();
				}
			},
			{ scope: 'file' }
		],
		/** With the relay. */
		app: [
			async ({ homes }, use) => {
				const app = await homes.serves(RELAY);
				await use(app);
				await app.stop();
			},
			{ scope: 'file' }
		],
		chromium: [browserIn('A'), { scope: 'file' }],
		inHomeB: [browserIn('B'), { scope: 'file' }]
	})
	.skipIf(why !== null);
