/** The tab that people here share when they share "the screen": closing it ends the capture as the browser's own button does. */
import type { BrowserContext, Page } from 'playwright-core';

export const SHARED_TAB = 'A tab to share';

export async function openSharedTab(context: BrowserContext): Promise<Page> {
	const page = await context.newPage();
	await page.setContent(`<title>${SHARED_TAB}</title><h1>${SHARED_TAB}</h1>`);
	return page;
}
