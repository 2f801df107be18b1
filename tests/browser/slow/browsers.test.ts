/** Browsers that are too old, lack something, or are on a page without HTTPS: they work, or say before the click why not. */
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import en from '../../../messages/en.json';
import zh from '../../../messages/zh.json';
import { goTo } from '../support/page';
import { test } from '../support/test';
import { until } from '../support/until';

/** Said once, and "Start call" does nothing. */
async function refusesBeforeTheClick(page: Page, why: string, advice: string): Promise<void> {
	await page.getByText(`${why} ${advice}`).waitFor();
	expect(await page.getByText(why).count()).toBe(1);
	expect(await page.getByText(en.unknown_error).count()).toBe(0);
	const start = page.getByRole('button', { name: en.start_call });
	expect(await start.getAttribute('aria-disabled')).toBe('true');
}

const onAnotherName = test.extend<{ chromiumArgs: string[] }>({
	chromiumArgs: [['--host-resolver-rules=MAP call.test 127.0.0.1'], { scope: 'file' }]
});

onAnotherName(
	'a page without HTTPS says to open it with https://, where the call can start',
	async ({ people, app }) => {
		const page = await people.opens('/');
		await goTo(page, `${app.url.replace('127.0.0.1', 'call.test')}/call/${people.room}`);
		expect(await page.evaluate(() => 'randomUUID' in crypto)).toBe(false);
		await refusesBeforeTheClick(page, en.browser_insecure, en.browser_insecure_advice);

		// Browsers trust this address as they trust https://.
		await goTo(page, `${app.url}/call/${people.room}?name=Ann`);
		await page.getByRole('button', { name: en.start_call }).click();
		await page.locator('main[data-call-state=inCall]').waitFor();
	}
);

test.for(['RTCPeerConnection', 'MediaStream'])(
	'a browser without %s says so, and which one to use',
	async (lacking, { people }) => {
		const page = await people.opens('/');
		await page.addInitScript((lacking) => Reflect.deleteProperty(window, lacking), lacking);
		await page.goto(`${new URL(page.url()).origin}/call/${people.room}`);
		await refusesBeforeTheClick(page, en.browser_unsupported, en.browser_unsupported_advice);
	}
);

describe.each([
	['en-US', en],
	['zh-CN', zh]
])('in %s', (locale, words) => {
	test('a browser that is older than all that these pages are built for reads one sentence', async ({ people }) => {
		const page = await people.opens('/', { locale });
		const sentence = page.getByText(words.browser_outdated);
		expect(await sentence.isVisible()).toBe(false);
		// What such a browser makes of the condition.
		await page.route('**/*.css', async (route) => {
			const response = await route.fetch();
			const body = (await response.text()).replace(
				/@supports not \(color:\s*color-mix\([^)]*\)\)/,
				'@supports (color: red)'
			);
			await route.fulfill({ response, body });
		});
		await page.reload();
		await sentence.waitFor();
		await page.goto(`${new URL(page.url()).origin}/call/${people.room}`);
		await sentence.waitFor();
		await page.unrouteAll({ behavior: 'ignoreErrors' });
	});

	test('a page whose first script is lost says to reload it', async ({ people }) => {
		const page = await people.opens('/', { locale });
		await page.route('**/_app/immutable/entry/**', (route) => route.abort());
		await page.goto(`${new URL(page.url()).origin}/call/${people.room}`);
		await page.evaluate(() => document.querySelector('.unloaded')?.getAnimations()[0]?.finish());
		await page.getByText(words.page_unloaded).waitFor();
		await page.unrouteAll({ behavior: 'wait' });
		await page.reload();
		await page.getByRole('heading', { name: words.status_ready }).waitFor();
		expect(await page.getByText(words.page_unloaded).isVisible()).toBe(false);
	});
});

test('the inspector shows all of a chart in a browser from before Promise.withResolvers', async ({ people }) => {
	const page = await people.opens('/');
	await page.addInitScript(() => Reflect.deleteProperty(Promise, 'withResolvers'));
	await page.goto(`${new URL(page.url()).origin}/inspect`);
	await page.getByRole('button', { name: en.inspect_drive }).click();
	await page.locator('.svelte-flow__viewport').waitFor();
	const scale = () =>
		page.locator('.svelte-flow__viewport').evaluate((it) => new DOMMatrix(getComputedStyle(it).transform).a);
	await until('the chart is fitted', async () => (await scale()) < 1);
});

test('a page that could not be opened is opened by loading it anew', async ({ people }) => {
	const page = await people.opens('/');
	// SvelteKit loads its page of errors after the first picture; without it, the browser loads the next page by itself.
	await page.waitForLoadState('networkidle');
	await page.route('**/_app/immutable/nodes/**', (route) => route.abort());
	await page.getByRole('link', { name: en.new_call }).click();
	await page.getByRole('heading', { name: en.unknown_error }).waitFor();
	await page.unrouteAll({ behavior: 'wait' });
	await page.getByRole('button', { name: en.reload }).click();
	await page.getByRole('heading', { name: en.status_ready }).waitFor();
});

test('where pictures without sound need a click too, one click plays all of them', async ({ people }) => {
	const [ben] = await people.inCall('Ben');
	const ann = await people.arrives('Ann', { until: 'open' });
	await ann.page.addInitScript(() => {
		const play = Reflect.get(HTMLMediaElement.prototype, 'play');
		let clicked = false;
		addEventListener('click', () => (clicked = true), true);
		HTMLMediaElement.prototype.play = function () {
			if (clicked) return play.call(this);
			return Promise.reject(new DOMException('The user has not interacted with the document', 'NotAllowedError'));
		};
	});
	await ann.startsCall();
	await ann.reloads();
	await ann.reads(en.sound_blocked);
	await ann.presses(en.unblock_sound);
	await Promise.all([ann.seesPictureOf(ben), ann.seesPictureOf(ann), ann.hears(ben)]);
});

test('without popovers, letters and a way to share, a call goes on and its menu opens and closes', async ({
	people
}) => {
	const ann = await people.arrives('Ann', { until: 'open' });
	await ann.page.addInitScript(() => {
		Reflect.deleteProperty(HTMLElement.prototype, 'popover');
		Reflect.deleteProperty(Navigator.prototype, 'share');
		Reflect.deleteProperty(Intl, 'Segmenter');
	});
	await ann.reloads();
	await ann.startsCall();
	const menu = ann.page.locator('#more');
	expect(await menu.isVisible()).toBe(false);
	await ann.presses(en.more);
	await menu.waitFor();
	await ann.page.keyboard.press('Escape');
	await menu.waitFor({ state: 'hidden' });
	await ann.presses(en.more);
	await menu.getByRole('switch', { name: en.shortcuts }).click();
	expect(await menu.isVisible()).toBe(true);
	await ann.page.mouse.click(0, 0);
	await menu.waitFor({ state: 'hidden' });
	await ann.endsCall();
	await ann.isIn('destroyed');
});
