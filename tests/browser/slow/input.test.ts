/** What people type, paste and are sent: room codes, names, tokens. */
import { describe, expect } from 'vitest';
import en from '../../../messages/en.json';
import { goTo } from '../support/page';
import { test } from '../support/test';

describe('a room code', () => {
	test('that is invalid is refused in words, in the address and in the form', async ({ people, app }) => {
		const page = await people.opens('/');
		for (const room of ['ab', 'a'.repeat(65), 'our room', '<b>room</b>', 'room-🎉', 'غرفة-سرية', '..%2f..%2fapi']) {
			await goTo(page, `${app.url}/call/${encodeURIComponent(room)}`);
			await page.getByRole('heading', { name: en.config_roomID }).waitFor();
			await page.getByRole('link', { name: en.back_home }).click();
			await page.getByLabel(en.join_label).fill(room);
			await page.getByRole('button', { name: en.join }).click();
			await page.getByText(en.join_bad).waitFor();
			expect(await page.getByLabel(en.join_label).inputValue()).toBe(room);
		}
	});

	test('opens its room, also with spaces around it and as any form of its link', async ({ people, app }) => {
		const page = await people.opens('/');
		for (const given of [people.room, ` ${people.room} `, `${app.url}/call/${people.room}?name=x#y`]) {
			await goTo(page, app.url);
			await page.getByLabel(en.join_label).fill(given);
			await page.getByRole('button', { name: en.join }).click();
			await page.waitForURL(`${app.url}/call/${people.room}`);
		}
	});

	test('opens its room from the address of a link that a chat or a mail program has changed', async ({
		people,
		app
	}) => {
		const page = await people.opens('/');
		for (const ending of ['.', ')', '>', '%22%2C', '%E2%80%8B?name=x']) {
			await goTo(page, `${app.url}/call/${people.room}${ending}`);
			await page.getByRole('heading', { name: en.status_ready }).waitFor();
			expect(new URL(page.url()).pathname).toBe(`/call/${people.room}`);
		}
	});
});

test('others see a name as it was written, whatever its script', async ({ people }) => {
	const [ann] = await people.inCall('Ann');
	for (const name of ['👩‍👩‍👧‍👦 Family', 'Dana דנה (home)', '<img src=x onerror="document.title=1">']) {
		const other = await people.arrives(name, { allowed: [] });
		await other.startsCall();
		await ann.isTold(`${name} joined`);
		await ann
			.tileOf(await other.userID())
			.getByText(name, { exact: true })
			.waitFor();
	}
});

test('a name keeps its direction to itself: the words around it stay where they are', async ({ people }) => {
	const [ann] = await people.inCall('Ann');
	const other = await people.arrives('\u2069\u202Enhoj', { allowed: [] });
	await other.startsCall();
	await ann.isTold('nhoj joined');
	expect(await other.page.getByText('nhoj').count()).toBe(0);
});

test('a forged token does not open the room, and the page says so', async ({ people }) => {
	const [ann] = await people.inCall('Ann');
	const ben = await people.arrives('Ben');
	await ben.page.route('**/api/token?*', async (route) => {
		const response = await route.fetch();
		const { token, ...rest } = (await response.json()) as { token: string };
		await route.fulfill({ response, json: { ...rest, token: `${token.slice(0, -12)}AAAAAAAAAAA=` } });
	});
	await ben.reloads();
	await ben.presses(en.start_call);
	await ben.isIn('destroyed');
	await ben.reads(en.auth_tokenInvalid);
	await ann.seesNobodyBut();
	expect(await ann.state()).toBe('inCall');
});

test('single letters switch a device until that is turned off, which the browser remembers', async ({ people }) => {
	const [ann] = await people.inCall('Ann');
	const muted = ann.page.getByRole('button', { name: en.mute_microphone, exact: true, pressed: true });
	const shortcuts = ann.page.getByRole('switch', { name: en.shortcuts });
	await ann.page.keyboard.press('m');
	await muted.waitFor();

	await ann.presses(en.more);
	await ann.page.locator('#more').getByText(en.mute_microphone).waitFor();
	await shortcuts.click();
	await ann.page.keyboard.press('m');
	await ann.reloads();
	await ann.isIn('inCall');
	expect(await muted.getAttribute('aria-keyshortcuts')).toBeNull();
	await ann.page.keyboard.press('m');
	await ann.presses(en.more);
	expect(await shortcuts.getAttribute('aria-checked')).toBe('false');
	await muted.waitFor();

	await shortcuts.click();
	await ann.page.keyboard.press('m');
	await muted.waitFor({ state: 'detached' });
});
