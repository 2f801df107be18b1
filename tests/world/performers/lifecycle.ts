/** What a browser does to a page that is not looked at, by the events of `machines/page.ts`. */
import type { Page } from 'playwright-core';
import { setLifecycle } from '../../browser/support/devtools';

/** Headless Chromium has no tab in front of another: the page is told what it would be told. */
const becomes = (page: Page, state: 'hidden' | 'visible') =>
	page.evaluate((state) => {
		Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state });
		Object.defineProperty(document, 'hidden', { configurable: true, get: () => state === 'hidden' });
		document.dispatchEvent(new Event('visibilitychange'));
	}, state);

export const LIFECYCLE = {
	hide: (page: Page) => becomes(page, 'hidden'),
	show: (page: Page) => becomes(page, 'visible'),
	freeze: (page: Page) => setLifecycle(page, 'frozen'),
	resume: async (page: Page) => {
		await setLifecycle(page, 'active');
		await becomes(page, 'visible');
	}
};
