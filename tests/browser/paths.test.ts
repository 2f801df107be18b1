/**
 * The paths of the charts through one page, with many calls on the simulated engine. After each step the chart must be in the
 * state of the path, by its transitions, and the page must show that state. For the call, also what the page permits and says.
 * `tests/model/coverage.test.ts` proves that the paths together take every transition.
 */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { count } from '../model/harness/counts';
import { toursOf } from '../model/harness/tours';
import { CALL, canPerform } from './paths/call';
import { goOn, goOnIn } from './paths/walk';
import { PARTS } from './paths/parts/index';
import { openStage } from './paths/stage';
import { App } from './support/app';
import { axeFaults } from './support/axe';
import { launchChromium } from './support/chromium';

let app: App;
let browser: Browser;

beforeAll(async () => {
	[app, browser] = await Promise.all([App.start({ ENGINE: 'simulated' }), launchChromium()]);
});
afterAll(async () => {
	await Promise.all([app.stop(), browser.close()]);
});

it('the page follows every transition of the call, and shows each state', { timeout: 170_000 }, async () => {
	const tours = toursOf(CALL, canPerform);
	const { page, problems } = await openStage(browser, app.url);
	const taken: string[] = [];
	const faults: string[] = [];
	const looked = new Set<string>();
	for (const [number, tour] of tours.entries()) {
		const { edges, fault } = await goOn(page, tour, number, async (view) => {
			if (looked.has(view)) return;
			looked.add(view);
			// A tooltip under the pointer would be checked as well.
			await page.mouse.move(0, 0);
			faults.push(...(await axeFaults(page)).map((fault) => `${view}: ${fault}`));
		});
		taken.push(...edges);
		if (fault !== null) faults.push(fault);
	}
	const steps = tours.reduce((sum, tour) => sum + tour.steps.length, 0);
	count('page', { paths: tours.length, steps, edges: new Set(taken).size, views: looked.size });
	expect(faults).toEqual([]);
	expect(problems).toEqual([]);
});

for (const [chart, part] of PARTS)
	it(`the page follows every transition of the ${chart}, and shows each state`, { timeout: 120_000 }, async () => {
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
		count(`page, ${chart}`, { paths: tours.length, steps, edges: new Set(taken).size });
		await page.context().close();
		expect(faults).toEqual([]);
		expect(problems).toEqual([]);
	});
