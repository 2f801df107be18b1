/** Can everyone use it? What a machine can find out of that. */
import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What axe finds wrong with the page as it is; the page's context must bypass its content security policy. */
export async function axeFaults(page: Page): Promise<string[]> {
	await page.evaluate(axe.source);
	return page.evaluate(async () => {
		const { violations } = await window.axe.run(document, { resultTypes: ['violations'] });
		return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
	});
}

declare global {
	interface Window {
		axe: typeof axe;
	}
}
