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
