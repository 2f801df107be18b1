/** Accessibility, as far as a machine can judge it. */
import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** Every violation of the page as it is, with the element; the page's context must bypass its content security policy. */
export async function axeFaults(page: Page): Promise<string[]> {
	await page.evaluate(axe.source);
	const { violations, passes } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
	if (passes.length === 0) throw new Error('axe has found nothing to check');
	return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}

declare global {
	interface Window {
		axe: typeof axe;
	}
}
