import type { Machine } from '../../browser/support/chromium';
import { freePort } from '../../browser/support/free.port';
import { test as base } from '../../browser/support/test';
import { playThrough } from '../harness/walk';
import { openPages } from '../performers/pages';
import { ASLEEP, KEPT_PAGES, PAGES } from '../plays/pages';

const test = base.extend<{ devtools: string; chromiumArgs: string[]; machine: Machine }>({
	machine: [{ keepsPages: true }, { scope: 'file' }],
	// eslint-disable-next-line no-empty-pattern -- Vitest finds out what a fixture needs by reading its pattern
	devtools: [async ({}, use) => use(`http://127.0.0.1:${await freePort()}`), { scope: 'file' }],
	chromiumArgs: [
		async ({ devtools }, use) => use([`--remote-debugging-port=${new URL(devtools).port}`]),
		{ scope: 'file' }
	]
});

test(
	'whatever becomes of a page, the others see what is so, and only the person goes into the call',
	{ timeout: 200_000 },
	async ({ app, chromium, devtools }) => {
		await playThrough(PAGES, () => openPages(chromium, app, devtools));
	}
);

test('a machine that slept for hours is not back in the call by itself', async ({ app, chromium, devtools }) => {
	await playThrough(ASLEEP, () => openPages(chromium, app, devtools, { canSleep: true }));
});

test('a page that comes back from the cache of the browser begins in the lobby', async ({
	app,
	chromium,
	devtools
}) => {
	await playThrough(KEPT_PAGES, () => openPages(chromium, app, devtools, { isDark: true }));
});
