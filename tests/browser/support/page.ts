/** Pages whose script runs: before that, links and forms lead through the server, and nothing is asked of anybody. */
import type { Page } from 'playwright-core';
import { until } from './until';

/** Opens an address and waits for SvelteKit's router, which takes the scroll position over once the page is hydrated. */
export async function goTo(page: Page, url: string): Promise<void> {
	await page.goto(url);
	await until(`the script of ${url} runs`, () => page.evaluate(() => history.scrollRestoration === 'manual'));
}

/** The clock of the system is set forward: a page finds it so after a sleep. */
export const setClockForward = (page: Page, milliseconds: number) =>
	page.evaluate((milliseconds) => {
		const { now } = Date;
		Date.now = () => now() + milliseconds;
	}, milliseconds);
