/** The page on which all the calls happen. */
import type { Browser, Page } from 'playwright-core';
import { OPERATIONS, type ScriptedAnswer } from '../../../src/lib/engine/simulated/simulated.script';
import { CHANNEL } from '../../../src/lib/inspect/recording/share';
import { ME } from '../../model/charts/call.chart';
import { goTo } from '../support/page';
import { install } from './inside';

/** The engine answers only when a step of a path says so. */
const HELD: ScriptedAnswer = { outcome: 'never' };
const script = { answers: Object.fromEntries(OPERATIONS.map((operation) => [operation, HELD])) };

export async function openStage(browser: Browser, url: string): Promise<{ page: Page; problems: string[] }> {
	const context = await browser.newContext({ viewport: { width: 800, height: 600 }, reducedMotion: 'reduce' });
	context.setDefaultTimeout(10_000);
	await context.addInitScript(install, { script, userID: ME, channelName: CHANNEL });
	const page = await context.newPage();
	const problems: string[] = [];
	page.on('pageerror', (error) => problems.push(`${error.name}: ${error.message} ${error.stack ?? ''}`));
	page.on('console', (message) => {
		if (message.type() === 'error') problems.push(message.text());
	});
	await goTo(page, url);
	return { page, problems };
}
