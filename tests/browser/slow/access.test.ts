/** With AUTH_SECRET: who comes from the operator's login gets in, and the token that they bring stays where nobody looks. */
import { SignJWT } from 'jose';
import { describe, expect } from 'vitest';
import en from '../../../messages/en.json';
import type { Person } from '../support/person';
import { test as base, type People } from '../support/test';

const AUTH_SECRET = 'a secret of 32 bytes at the least';
const AUTH_URL = 'https://login.example/calls?from=app';
const test = base.extend<{ env: Record<string, string>; strayErrors: RegExp[] }>({
	env: [{ AUTH_SECRET, AUTH_URL }, { scope: 'file' }],
	// The browser's own line for each request that is refused.
	strayErrors: [[/status of 40[13]/], { scope: 'file' }]
});

/** `life`: seconds. */
const login = (sub: string, room: string, life = 300) =>
	new SignJWT({ sub, name: sub, room, role: 'guest' })
		.setProtectedHeader({ alg: 'HS256' })
		.setExpirationTime(Math.floor(Date.now() / 1_000) + life)
		.sign(new TextEncoder().encode(AUTH_SECRET));

const READS_CLIPBOARD = { permissions: ['camera', 'microphone', 'clipboard-read', 'clipboard-write'] };

const comes = async (people: People, sub: string, name = sub) =>
	people.arrives(name, { access: await login(sub, people.room), context: READS_CLIPBOARD });

const nameOf = ({ page }: Person) => page.getByLabel(en.name_label);

describe('a call that needs a login', () => {
	test('who comes by the link of the login is let in under its name, also after a reload; no address has the token', async ({
		people,
		app
	}) => {
		const asked: string[] = [];
		const ann = await comes(people, 'Ann');
		const ben = await comes(people, 'Ben', 'Somebody else');
		expect(await nameOf(ben).inputValue()).toBe('Ben');
		expect(await nameOf(ben).getAttribute('readonly')).not.toBeNull();
		await ann.startsCall();
		await ben.startsCall();
		await ann.seesPictureOf(ben);

		const address = `${app.url}/call/${people.room}?name=Ann`;
		expect(ann.page.url()).toBe(address);
		await ann.presses(en.copy_link);
		await ann.isTold(en.link_copied);
		expect(await ann.page.evaluate(() => navigator.clipboard.readText())).toBe(`${app.url}/call/${people.room}`);

		ann.page.on('request', (request) => {
			const { authorization } = request.headers();
			if (authorization !== undefined) asked.push(`${request.method()} ${new URL(request.url()).pathname}`);
		});
		await ann.reloads();
		await ann.isIn('inCall');
		await ann.seesPictureOf(ben);
		await ben.seesPictureOf(ann);
		expect(ann.page.url()).toBe(address);
		expect(new Set(asked)).toEqual(new Set(['POST /api/token']));
	});

	test('who comes without it reads so in the lobby, and where to log in; a link that is pasted over that page lets in', async ({
		people
	}) => {
		const ann = await people.arrives('Ann', { until: 'open' });
		await ann.page.getByText(en.login_missing).waitFor();
		await ann.page.getByText(en.login_advice).waitFor();
		const link = ann.page.getByRole('link', { name: en.log_in });
		expect(await link.getAttribute('href')).toBe(`${AUTH_URL}&room=${people.room}`);
		expect(await ann.page.getByRole('button', { name: en.start_call }).getAttribute('aria-disabled')).toBe('true');

		const access = await login('Ann', people.room);
		await ann.page.evaluate((fragment) => (location.hash = fragment), `access=${access}`);
		await ann.page.getByRole('heading', { name: en.status_ready }).waitFor();
		expect(ann.page.url()).not.toContain('access');
		await ann.startsCall();
	});

	test('who has a login for another room reads so', async ({ people }) => {
		const ann = await people.arrives('Ann', { until: 'open', access: await login('Ann', 'another-room') });
		await ann.page.getByText(en.login_elsewhere).waitFor();
	});

	// Five seconds after it has ended, which is what a page has to fetch the next one.
	test('whose access ends is out of the call, and reads why', async ({ people }) => {
		const ann = await people.arrives('Ann', { access: await login('Ann', people.room, 8) });
		await ann.startsCall();
		await ann.page.getByRole('heading', { name: en.login_over }).waitFor({ timeout: 30_000 });
		await ann.page.getByText(en.login_advice).waitFor();
		await ann.page.getByRole('link', { name: en.log_in }).waitFor();
	});
});
