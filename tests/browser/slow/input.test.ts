/** What people type, paste and are sent: clear words for what can't be, and everything else works. */
import { describe, expect } from 'vitest';
import en from '../../../messages/en.json';
import type { App } from '../support/app';
import type { Person } from '../support/person';
import { test } from '../support/test';
import { until } from '../support/until';

const BAD_ROOMS = {
	'too short': 'ab',
	'too long': 'a'.repeat(65),
	'with a space': 'our room',
	'with HTML': '<b>room</b>',
	'with an emoji': 'room-🎉',
	'right-to-left': 'غرفة-سرية',
	'that climbs': '..%2f..%2fapi'
};

describe('a room', () => {
	for (const [how, room] of Object.entries(BAD_ROOMS)) {
		test(`${how} is refused in words, in the address and in the form`, async ({ people }) => {
			const page = await people.opens(`/call/${encodeURIComponent(room)}`);
			await page.getByRole('heading', { name: en.config_roomID }).waitFor();
			await page.getByRole('link', { name: en.back_home }).click();
			await page.getByLabel(en.join_label).fill(room);
			await page.getByRole('button', { name: en.join }).click();
			await page.getByText(en.join_bad).waitFor();
			expect(await page.getByLabel(en.join_label).inputValue()).toBe(room);
		});
	}

	test('is found by its code and by any form of its link', async ({ people, app }) => {
		for (const given of [people.room, ` ${people.room} `, `${app.url}/call/${people.room}?name=x#y`]) {
			const page = await people.opens('/');
			await page.getByLabel(en.join_label).fill(given);
			await page.getByRole('button', { name: en.join }).click();
			await page.waitForURL(`${app.url}/call/${people.room}`);
		}
	});

	test('that is new cannot be guessed', async ({ people }) => {
		const links = new Set<string>();
		for (let i = 0; i < 3; i++) {
			const page = await people.opens('/');
			const link = page.getByRole('link', { name: en.new_call });
			const path = () => link.evaluate((link: HTMLAnchorElement) => link.pathname);
			links.add(await until('the page has made a room', async () => /^\/call\/.*/.exec(await path())?.[0]));
		}
		expect(links.size).toBe(3);
		for (const link of links) expect(link).toMatch(/^\/call\/[a-z0-9-]{20,}$/);
	});
});

const GOOD_NAMES = {
	'an emoji': '👩‍👩‍👧‍👦 Family',
	'right-to-left': 'مريم',
	'mixed directions': 'Dana דנה (home)',
	HTML: '<img src=x onerror="document.title=1">',
	'64 letters': 'n'.repeat(64)
};

describe('a name', () => {
	test('too long in the link is refused in words', async ({ people }) => {
		const ann = await people.arrives('n'.repeat(65));
		await ann.presses(en.start_call);
		await ann.reads(en.name_invalid);
	});

	test('of any script is shown to the others as it is', async ({ people }) => {
		const [ann] = await people.inCall('Ann');
		const others: Person[] = [];
		for (const name of Object.values(GOOD_NAMES)) {
			const other = await people.arrives(name, { allowed: [] });
			await other.startsCall();
			await ann.isTold(`${name} joined`);
			await ann
				.tileOf(await other.userID())
				.getByText(name, { exact: true })
				.waitFor();
			others.push(other);
		}
		await ann.seesNobodyBut(...others);
	});
});

describe('a token', () => {
	/** What the token server answers is changed on its way. */
	const gets = async (ann: Person, change: (token: string) => Promise<string> | string) =>
		ann.page.route('**/api/token', async (route) => {
			const response = await route.fetch();
			const answer = (await response.json()) as { token: string };
			await route.fulfill({ response, json: { ...answer, token: await change(answer.token) } });
		});

	const BAD_TOKENS: Record<string, (token: string, foreign: App) => Promise<string> | string> = {
		'that is forged': (token) => `${token.slice(0, -12)}AAAAAAAAAAA=`,
		'that is none': () => 'not a token',
		'of another server': async (_, foreign) => {
			const answer = await fetch(`${foreign.url}/api/token`, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({ roomID: 'some-room' })
			});
			return ((await answer.json()) as { token: string }).token;
		}
	};

	for (const [which, change] of Object.entries(BAD_TOKENS)) {
		test(`${which} never enters the room, and the page says so`, async ({ people, app }) => {
			const foreign = await people.ownApp();
			const [ann] = await people.inCall('Ann');
			const ben = await people.arrives('Ben', { until: 'open', held: 'token' });
			await gets(ben, (token) => change(token, foreign));
			await ben.reloads();
			await ben.presses(en.start_call);
			await ben.isIn('destroyed');
			await ben.reads(en.auth_tokenInvalid);
			await ann.seesNobodyBut();
			expect(await ann.state()).toBe('inCall');
			expect(await app.members()).toBeGreaterThan(0);
		});
	}
});
