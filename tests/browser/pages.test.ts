/** The pages themselves: for everyone, by keyboard alone, in both languages, in daylight and at night. */
import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import en from '../../messages/en.json';
import zh from '../../messages/zh.json';
import { axeFaults } from './support/axe';
import { goTo } from './support/page';
import type { Person } from './support/person';
import { test } from './support/test';
import { until } from './support/until';

/** WCAG 2.2, 2.5.5: what a thumb can hit. Rounded, as browsers place boxes on fractions of pixels. */
const TOUCH = 44;

/** What axe finds, and what is too small to touch or reaches past the edge of the screen. */
async function faults(page: Page): Promise<string[]> {
	const inaccessible = await axeFaults(page);
	const misplaced = await page.evaluate((least) => {
		const small = [...document.querySelectorAll('a, button, input, select')]
			.filter((element) => element.checkVisibility())
			.filter((element) => {
				const { width, height } = element.getBoundingClientRect();
				return Math.round(width) < least || Math.round(height) < least;
			});
		return [
			...small.map((element) => `too small: ${element.outerHTML.slice(0, 80)}`),
			...(document.documentElement.scrollWidth > innerWidth ? ['wider than the screen'] : [])
		];
	}, TOUCH);
	return [...inaccessible, ...misplaced];
}

const focused = (page: Page) => page.evaluate(() => document.activeElement?.tagName);

/** Presses Tab until the button has the focus, then Enter. */
async function reachesAndPresses({ name, page }: Person, button: string): Promise<void> {
	const found = page.getByRole('button', { name: button, exact: true });
	await until(`${name} reaches “${button}” by keyboard`, async () => {
		await page.keyboard.press('Tab');
		return found.evaluate((element) => element === document.activeElement);
	});
	await page.keyboard.press('Enter');
}

const LOOKS: [string, typeof en, BrowserContextOptions][] = [
	['English by day on a laptop', en, { locale: 'en-US', colorScheme: 'light', viewport: { width: 1366, height: 768 } }],
	['Chinese by night on a phone', zh, { locale: 'zh-CN', colorScheme: 'dark', viewport: { width: 390, height: 844 } }],
	['English by night on its side', en, { locale: 'en-GB', colorScheme: 'dark', viewport: { width: 844, height: 390 } }]
];

describe.each(LOOKS)('%s', (_, words, look) => {
	/** Axe is put into the page as a script of its own, and colours are looked at when nothing moves any more. */
	const context: BrowserContextOptions = { ...look, bypassCSP: true, reducedMotion: 'reduce' };

	test('the pages around a call have no faults', async ({ app, chromium }) => {
		const window = await chromium.newContext(context);
		const page = await window.newPage();
		for (const [path, text] of [
			['/', words.home_title],
			['/?code=no%20code', words.join_bad],
			['/call/x', words.config_roomID],
			['/call/%F0%9F%98%80', words.config_roomID],
			['/nothing/here', words.error_not_found]
		] as const) {
			await goTo(page, app.url + path);
			await page.getByText(text).waitFor();
			expect(await page.getAttribute('html', 'lang')).toBe(words === zh ? 'zh' : 'en');
			expect(await faults(page), path).toEqual([]);
		}
		await window.close();
	});

	test('the call has no faults, from the lobby to the end', async ({ people }) => {
		const person = await people.arrives('Ann', { context, until: 'open' });
		const { page } = person;
		await page.getByRole('heading', { name: words.status_ready }).waitFor();
		expect(await faults(page), 'lobby').toEqual([]);

		await person.presses(words.start_call);
		await person.isIn('inCall');
		await page.getByRole('textbox', { name: words.invite_link }).waitFor();
		expect(await faults(page), 'alone').toEqual([]);

		const [ben] = await people.inCall('Ben');
		await ben.turnsOff('camera');
		const mark = person.tileOf(await ben.userID()).getByText(words.mark_camera_off);
		await mark.waitFor({ state: 'attached' });
		await person.presses(words.more);
		expect(await faults(page), 'call').toEqual([]);

		await person.presses(`${words.switch_room}…`);
		expect(await faults(page), 'dialog').toEqual([]);
		await page.keyboard.press('Escape');

		await person.presses(words.end_call);
		await person.isIn('destroyed');
		expect(await faults(page), 'end').toEqual([]);
	});

	test('a lobby without devices has no faults', async ({ people }) => {
		const { page } = await people.arrives('Ann', { context, allowed: [], until: 'open' });
		await page.getByRole('button', { name: words.go_without }).waitFor();
		expect(await faults(page)).toEqual([]);
	});
});

describe('by keyboard alone', () => {
	test('a call is started, muted and ended, and each screen begins at its heading', async ({ people }) => {
		const ann = await people.arrives('Ann');
		expect(await focused(ann.page)).toBe('H1');

		await reachesAndPresses(ann, en.start_call);
		await ann.isIn('inCall');
		expect(await focused(ann.page)).toBe('H1');

		const muted = ann.page.getByRole('button', { name: en.mute_microphone, pressed: true });
		await ann.page.keyboard.press('m');
		await muted.waitFor();
		await ann.page.keyboard.press('m');
		await muted.waitFor({ state: 'detached' });

		await reachesAndPresses(ann, en.end_call);
		await ann.isIn('destroyed');
		expect(await focused(ann.page)).toBe('H1');
		await reachesAndPresses(ann, en.rejoin);
		await ann.isIn('inCall');
	});

	test('a name with m and v in it turns nothing off', async ({ people }) => {
		const { page } = await people.arrives('Ann');
		await page.getByRole('textbox', { name: en.name_label }).fill('');
		await page.keyboard.type('Vim');
		await page.getByRole('button', { name: en.start_call }).click();
		await page.locator('main[data-call-state="inCall"]').waitFor();
		for (const name of [en.mute_microphone, en.camera_off]) {
			await page.getByRole('button', { name, pressed: false }).waitFor();
		}
	});
});

test('the language is switched in mid-call, and the call goes on', async ({ people }) => {
	const [ann, ben] = await people.inCall('Ann', 'Ben');
	await ann.seesPictureOf(ben);
	await ann.presses(en.other_language);
	await ann.page.getByRole('button', { name: zh.end_call }).waitFor();
	expect(await ann.page.getAttribute('html', 'lang')).toBe('zh');
	expect(await ann.state()).toBe('inCall');
	await ann.seesPictureOf(ben);

	await ann.reloads();
	await ann.page.getByRole('button', { name: zh.end_call }).waitFor();
	await ann.isIn('inCall');
});

test('a name that nobody could read is refused where it is written', async ({ people }) => {
	const { page } = await people.arrives('Ann');
	const field = page.getByRole('textbox', { name: en.name_label });
	for (const [name, problem] of [
		['', en.name_missing],
		['   ', en.name_missing],
		['x\u0007y', en.name_invalid]
	] as const) {
		await field.fill(name);
		await page.getByRole('button', { name: en.start_call }).click();
		await page.getByText(problem).waitFor();
		expect(await focused(page)).toBe('INPUT');
		expect(await field.getAttribute('aria-invalid')).toBe('true');
	}
	expect(await page.getAttribute('main', 'data-call-state')).toBe('idle');
});
