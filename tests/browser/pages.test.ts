/** The pages: accessible and of the right size in both languages and both colour schemes, and usable by keyboard alone. */
import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import en from '../../messages/en.json';
import zh from '../../messages/zh.json';
import { axeFaults } from './support/axe';
import { goTo } from './support/page';
import { Person } from './support/person';
import { test } from './support/test';
import { until } from './support/until';

/** WCAG 2.2, 2.5.5: what a thumb can hit. Rounded, because browsers place boxes on fractions of pixels. */
const TOUCH = 44;

/** What axe finds, what is too small to touch, and what reaches past the edge of the screen. */
async function faultsOf(page: Page): Promise<string[]> {
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
	return [...(await axeFaults(page)), ...misplaced];
}

const LOOKS: [string, typeof en, BrowserContextOptions][] = [
	['English, light, laptop', en, { locale: 'en-US', colorScheme: 'light', viewport: { width: 1366, height: 768 } }],
	['Chinese, dark, phone', zh, { locale: 'zh-CN', colorScheme: 'dark', viewport: { width: 390, height: 844 } }],
	['English, dark, landscape', en, { locale: 'en-GB', colorScheme: 'dark', viewport: { width: 844, height: 390 } }]
];

describe.each(LOOKS)('%s', (_, words, look) => {
	/** axe is a script of its own in the page; colours are judged when nothing moves any more. */
	const context: BrowserContextOptions = { ...look, bypassCSP: true, reducedMotion: 'reduce' };

	test('the pages around a call have no faults', async ({ people, app }) => {
		const page = await people.opens('/', context);
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
			expect(await faultsOf(page), path).toEqual([]);
		}
	});

	test('a call has no faults, from a lobby without devices to the end', async ({ people }) => {
		const person = await people.arrives('Ann', { context, allowed: [], until: 'open' });
		const { page } = person;
		const both = words.device_denied.replaceAll('{device}', words.camera_and_microphone);
		await page.locator('.note', { hasText: both }).getByRole('button', { name: words.go_without }).waitFor();
		expect(await faultsOf(page), 'lobby without devices').toEqual([]);
		await page.context().grantPermissions(['camera', 'microphone']);
		await page.getByRole('button', { name: words.camera_off, exact: true, pressed: false }).waitFor();
		expect(await faultsOf(page), 'lobby').toEqual([]);

		await person.presses(words.start_call);
		await person.isIn('inCall');
		await page.getByRole('textbox', { name: words.invite_link }).waitFor();
		expect(await faultsOf(page), 'alone').toEqual([]);

		const ben = await people.arrives('Ben', { allowed: [] });
		await ben.startsCall();
		await person.tileOf(await ben.userID()).waitFor();
		await person.presses(words.more);
		expect(await faultsOf(page), 'menu').toEqual([]);
		await person.presses(`${words.switch_room}…`);
		expect(await faultsOf(page), 'dialog').toEqual([]);
		await page.keyboard.press('Escape');

		person.expectsErrors(/net::ERR_INTERNET_DISCONNECTED/);
		await page.context().setOffline(true);
		await person.isIn('reconnecting');
		expect(await faultsOf(page), 'reconnecting').toEqual([]);
		await person.presses(words.end_call);
		await person.isIn('destroyed');
		expect(await faultsOf(page), 'end').toEqual([]);
	});
});

/** The label of what has the focus. */
const focused = (page: Page) =>
	page.evaluate(() => {
		const element = document.activeElement;
		if (!(element instanceof HTMLElement)) return '';
		const label = element instanceof HTMLInputElement ? element.labels?.[0]?.querySelector('span')?.textContent : null;
		return (element.getAttribute('aria-label') ?? label ?? element.textContent).trim();
	});

/** With as many presses of Tab as a person would make. */
async function tabsTo(page: Page, label: string): Promise<void> {
	for (let presses = 0; presses < 40; presses++) {
		if ((await focused(page)) === label) return;
		await page.keyboard.press('Tab');
	}
	throw new Error(`The keyboard does not reach “${label}”`);
}

const focusIsAt = (page: Page, heading: string) =>
	until(`the heading “${heading}” has the focus`, async () => (await focused(page)) === heading);

/** Runs in the page. */
function noteWhereStartIs(): void {
	const places = ((window as { places?: number[] }).places = [] as number[]);
	const look = () => {
		const top = document.querySelector('form .primary')?.getBoundingClientRect().top;
		if (top !== undefined && places.at(-1) !== top) places.push(top);
		requestAnimationFrame(look);
	};
	look();
}

test('“Start call” stays where it is while the lobby gets ready and shows who is there', async ({ people }) => {
	const [ben] = await people.inCall('Ben');
	const page = await people.opens('/');
	await page.addInitScript(noteWhereStartIs);
	for (const width of [390, 800, 1280]) {
		await page.setViewportSize({ width, height: 800 });
		await page.goto(`${new URL(page.url()).origin}/call/${people.room}?name=Ann`);
		await page.locator('form').getByText(ben.name).waitFor();
		await page.getByRole('heading', { name: en.status_ready }).waitFor();
		const places = await page.evaluate(() => (window as { places?: number[] }).places);
		expect(places, `at ${String(width)} px`).toHaveLength(1);
	}
});

test('Enter in the name field of the start page opens a new call', async ({ people }) => {
	const page = await people.opens('/');
	await page.getByLabel(en.name_label).fill('Ann');
	await page.keyboard.press('Enter');
	await focusIsAt(page, en.status_ready);
	expect(new URL(page.url()).pathname).toMatch(/^\/call\/[a-z0-9-]{23}$/);
});

test('by keyboard alone one starts a call, mutes, opens a dialog, ends the call and rejoins; every state is announced', async ({
	people
}) => {
	const page = await people.opens('/');
	const ann = new Person('Ann', page);
	await tabsTo(page, en.name_label);
	await page.keyboard.type('Ann');
	await tabsTo(page, en.new_call);
	await page.keyboard.press('Enter');

	await focusIsAt(page, en.status_ready);
	await ann.isTold(en.status_ready);
	await tabsTo(page, en.name_label);
	expect(await page.getByLabel(en.name_label).inputValue()).toBe('Ann');
	await page.keyboard.press('Enter');
	await ann.isIn('inCall');
	await focusIsAt(page, en.status_alone);
	await Promise.all([ann.isTold(en.status_connecting), ann.isTold(en.status_alone)]);

	const muted = page.getByRole('button', { name: en.mute_microphone, pressed: true });
	await tabsTo(page, en.mute_microphone);
	await page.keyboard.press('Space');
	await muted.waitFor();
	await page.keyboard.press('m');
	await muted.waitFor({ state: 'detached' });

	await tabsTo(page, en.more);
	await page.keyboard.press('Enter');
	await tabsTo(page, `${en.switch_room}…`);
	await page.keyboard.press('Enter');
	await tabsTo(page, en.join_label);
	await page.keyboard.press('Escape');
	await page.getByRole('dialog').waitFor({ state: 'detached' });

	await tabsTo(page, en.end_call);
	await page.keyboard.press('Enter');
	await focusIsAt(page, en.end_left);
	await ann.isTold(en.status_ended);
	await tabsTo(page, en.rejoin);
	await page.keyboard.press('Enter');
	await ann.isIn('inCall');
});

test('a name that cannot be read is refused in its field; m and v in a name are letters, not keys', async ({
	people
}) => {
	const { page } = await people.arrives('Ann');
	const field = page.getByRole('textbox', { name: en.name_label });
	const start = page.getByRole('button', { name: en.start_call });
	for (const [name, problem] of [
		['', en.name_missing],
		['   ', en.name_missing],
		['\u200B\u3164', en.name_invisible],
		['x\u0007y', en.name_invalid]
	] as const) {
		await field.fill(name);
		await start.click();
		await page.getByText(problem).waitFor();
		expect(await focused(page)).toBe(en.name_label);
		expect(await field.getAttribute('aria-invalid')).toBe('true');
	}
	expect(await page.getAttribute('main', 'data-call-state')).toBe('idle');

	await field.fill('');
	await page.keyboard.type('Vim');
	await start.click();
	await page.locator('main[data-call-state="inCall"]').waitFor();
	for (const name of [en.mute_microphone, en.camera_off])
		await page.getByRole('button', { name, pressed: false }).waitFor();
});

test('switching the language during a call keeps the call, and a reload keeps the language', async ({ people }) => {
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
