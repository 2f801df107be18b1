/** The tab that people here share when they share "the screen": closing it ends the capture as the browser's own button does. */
import type { BrowserContext, Page } from 'playwright-core';

export const SHARED_TAB = 'A tab to share';

/** Moves ten times a second: of a page that stands still, Chromium captures one picture in a second. */
const STYLE = 'h1 { animation: move 1s steps(10) infinite } @keyframes move { to { translate: 10rem } }';

export async function openSharedTab(context: BrowserContext): Promise<Page> {
	const page = await context.newPage();
	await page.setContent(`<title>${SHARED_TAB}</title><style>${STYLE}</style><h1>${SHARED_TAB}</h1>`);
	return page;
}
