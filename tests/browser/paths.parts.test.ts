/**
 * The paths of the charts beside the call's through the page: devices, screen, token, publisher and player, each in calls on
 * the simulated engine. After every step the chart is where the path says, over the edges it says, and the page shows it.
 */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { count } from '../model/harness/counts';
import { writeCoverage } from '../model/harness/coverage';
import { toursOf } from '../model/harness/tours';
import { PARTS } from './paths/parts';
import { openStage } from './paths/stage';
import { goOnIn } from './paths/walk';
import { App } from './support/app';
import { launchChromium } from './support/chromium';

let app: App;
let browser: Browser;

beforeAll(async () => {
	[app, browser] = await Promise.all([App.start({ ENGINE: 'simulated' }), launchChromium()]);
});
afterAll(async () => {
	await Promise.all([app.stop(), browser.close()]);
});

for (const [chart, part] of PARTS)
	it(`the ${chart} goes every way it can go on a page, which shows where it is`, { timeout: 120_000 }, async () => {
		const tours = toursOf(part.chart, part.canPerform);
		const { page, problems } = await openStage(browser, app.url);
		const taken: string[] = [];
		const faults: string[] = [];
		for (const [number, tour] of tours.entries()) {
			const { edges, fault } = await goOnIn(page, part, tour, `${chart}-${number}`);
			taken.push(...edges);
			if (fault !== null) faults.push(fault);
		}
		const steps = tours.reduce((sum, tour) => sum + tour.steps.length, 0);
		const untaken = writeCoverage({ replay: 'page', chart, paths: tours.length, steps, taken });
		count(`page, ${chart}`, { paths: tours.length, steps, edges: new Set(taken).size });
		await page.context().close();
		expect(faults).toEqual([]);
		expect(problems).toEqual([]);
		expect(untaken).toEqual([]);
	});
