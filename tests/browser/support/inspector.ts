/** The inspector, as tests find their way in it. */
import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import en from '../../../messages/en.json';
import { goTo } from './page';

/** It is looked at in both languages, colour schemes and sizes. */
export const LOOKS: Record<'day' | 'night', BrowserContextOptions> = {
	day: { locale: 'en-US', colorScheme: 'light', viewport: { width: 1366, height: 768 } },
	night: { locale: 'zh-CN', colorScheme: 'dark', viewport: { width: 390, height: 844 } }
};

/** A state of one of the actors whose name begins so, while it is active. */
export const active = (page: Page, actor: string, state: string): Locator =>
	page.locator(`[data-actor^="${actor}"][data-state-id="${state}"][data-active="true"]`);

/** Looks at the call that goes on in another tab. */
export async function looksAtCall(page: Page, app: string): Promise<void> {
	await goTo(page, `${app}/inspect`);
	await page.getByRole('button', { name: en.inspect_live_since.replace(/\{time\}/, '') }).click();
}
