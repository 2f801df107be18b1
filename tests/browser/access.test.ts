/** A whole visit, from the start page to the end of a call: by keyboard alone, by ear, and as axe sees it. */
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import en from '../../messages/en.json';
import zh from '../../messages/zh.json';
import { goTo } from './support/page';
import { Person } from './support/person';
import { test } from './support/test';
import { until } from './support/until';

/** What has the keyboard: its role as written or built in, and its words. */
const focused = (page: Page) =>
	page.evaluate(() => {
		const element = document.activeElement;
		if (!(element instanceof HTMLElement)) return '';
		const label = element instanceof HTMLInputElement ? element.labels?.[0]?.querySelector('span')?.textContent : null;
		return (element.getAttribute('aria-label') ?? label ?? element.textContent).trim();
	});

/** As often as it takes, but nobody presses it forty times. */
async function tabTo(page: Page, words: string): Promise<void> {
	for (let presses = 0; presses < 40; presses++) {
		if ((await focused(page)) === words) return;
		await page.keyboard.press('Tab');
	}
	throw new Error(`The keyboard does not reach “${words}”`);
}

const headed = (page: Page, words: string) =>
	until(`the keyboard is at the heading “${words}”`, async () => (await focused(page)) === words);

describe('by keyboard alone', () => {
	test('from the start page through the call to its end and back, and every state is announced', async ({ people }) => {
		const page = await people.opens('/');
		const ann = new Person('Ann', page);
		await tabTo(page, en.name_label);
		await page.keyboard.type('Ann');
		await tabTo(page, en.new_call);
		await page.keyboard.press('Enter');

		await headed(page, en.status_ready);
		await ann.isTold(en.status_ready);
		await tabTo(page, en.name_label);
		expect(await page.getByLabel(en.name_label).inputValue()).toBe('Ann');
		await page.keyboard.press('Enter');
		await ann.isIn('inCall');
		await headed(page, en.status_alone);
		await Promise.all([ann.isTold(en.status_connecting), ann.isTold(en.status_alone)]);

		const microphone = page.getByRole('button', { name: en.mute_microphone });
		await tabTo(page, en.mute_microphone);
		await page.keyboard.press('Space');
		await until('it is muted', async () => (await microphone.getAttribute('aria-pressed')) === 'true');
		await page.keyboard.press('m');
		await until('it is unmuted', async () => (await microphone.getAttribute('aria-pressed')) === 'false');

		await tabTo(page, en.more);
		await page.keyboard.press('Enter');
		await tabTo(page, `${en.switch_room}…`);
		await page.keyboard.press('Enter');
		await tabTo(page, en.join_label);
		await page.keyboard.press('Escape');
		await page.getByRole('dialog').waitFor({ state: 'detached' });

		await tabTo(page, en.end_call);
		await page.keyboard.press('Enter');
		await headed(page, en.end_left);
		await ann.isTold(en.status_ended);
		await tabTo(page, en.rejoin);
		await page.keyboard.press('Enter');
		await ann.isIn('inCall');
	});
});

async function violations(page: Page, screen: string): Promise<string[]> {
	await page.evaluate(axe.source);
	const results = await page.evaluate(() => window.axe.run());
	if (results.passes.length === 0) throw new Error(`axe looked at nothing: ${screen}`);
	return results.violations.flatMap(({ id, nodes }) =>
		nodes.map(({ target, failureSummary }) => `${screen}: ${id} at ${String(target)}: ${failureSummary ?? ''}`)
	);
}

/** Beside the looks of `pages.test.ts`. */
const LOOKS = [
	['en', 'dark', en],
	['zh-CN', 'light', zh]
] as const;

describe('axe finds nothing to complain of', () => {
	for (const [locale, colorScheme, words] of LOOKS) {
		test(`in ${locale}, ${colorScheme}`, async ({ people }) => {
			const context = { locale, colorScheme, reducedMotion: 'reduce' } as const;
			const found: string[] = [];
			const page = await people.opens('/?code=!', context);
			const look = async (screen: string) => found.push(...(await violations(page, screen)));
			const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
			const heading = (name: string) => page.getByRole('heading', { name }).first().waitFor();

			await page.getByText(words.join_bad).waitFor();
			await look('start');
			await page.context().clearPermissions();
			await goTo(page, new URL(`/call/${people.room}?name=Ann`, page.url()).href);
			await heading(words.status_ready);
			await look('lobby, devices refused');
			await page.context().grantPermissions(['camera', 'microphone']);
			await page.getByRole('button', { name: words.camera_off, exact: true, pressed: false }).waitFor();
			await look('lobby');
			await press(words.start_call);
			await heading(words.status_alone);
			await look('call, alone');
			await press(words.more);
			await look('call, menu');
			await press(`${words.switch_room}…`);
			await look('call, dialog');
			await press(words.cancel);

			const ben = await people.arrives('Ben', { allowed: [] });
			await ben.startsCall();
			await heading(words.status_inCall);
			await look('call, two people');
			await page.context().setOffline(true);
			await heading(words.status_reconnecting);
			await look('call, reconnecting');
			await press(words.end_call);
			await heading(words.end_left);
			await look('end');
			await page.context().setOffline(false);
			await goTo(page, new URL('/call/!', page.url()).href);
			await heading(words.config_roomID);
			await look('error');
			expect(found).toEqual([]);
		});
	}
});
