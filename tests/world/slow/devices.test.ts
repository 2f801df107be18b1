/** The cameras of a real page with fake hardware: each edge of the environment, wanted and not. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { App } from '../../browser/support/app';
import { launchChromium } from '../../browser/support/chromium';
import { toursOf } from '../harness/tours';
import { walkAll } from '../harness/walk';
import { openDesk } from '../performers/desk';
import { EDGES } from '../plays/devices';

let app: App;
let browser: Browser;

beforeAll(async () => {
	[app, browser] = await Promise.all([App.start(), launchChromium()]);
});
afterAll(async () => {
	await Promise.all([app.stop(), browser.close()]);
});

it('whatever happens to a camera, the page says what is so and uses what there is', async () => {
	const { faults } = await walkAll(toursOf(EDGES), () => openDesk(browser, app, 'camera'));
	expect(faults).toEqual([]);
});
