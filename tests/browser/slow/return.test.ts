/** Who comes back to the page of a call, and how. Nothing is sent into the room without a click, but after a reload within a minute. */
import { describe, expect } from 'vitest';
import en from '../../../messages/en.json';
import type { Person } from '../support/person';
import { test, type People } from '../support/test';

/** In the lobby with what was on in the call, while nobody in the room sees or hears anything. */
async function waitsInTheLobby(ben: Person, ann: Person): Promise<void> {
	await ben.page.getByRole('heading', { name: en.status_ready }).waitFor();
	expect(await ben.state()).toBe('idle');
	expect(await ben.page.getByLabel(en.name_label).inputValue()).toBe('Ben');
	await ben.page.getByRole('button', { name: en.camera_off, exact: true, pressed: true }).waitFor();
	expect(await ben.liveTracks('video')).toBe(0);
	await ann.seesNobodyBut();
}

describe('a page with a call, its camera off,', () => {
	const inCallWithoutCamera = async (people: People) => {
		const [ann, ben] = await people.inCall('Ann', 'Ben');
		await ben.turnsOff('camera');
		return [ann, ben] as const;
	};

	test('that is gone back to begins in the lobby, also when the lobby is reloaded', async ({ people, app }) => {
		const [ann, ben] = await inCallWithoutCamera(people);
		await ben.page.goto(app.url);
		await ann.seesNobodyBut();
		await ben.page.goBack();
		await waitsInTheLobby(ben, ann);
		await ben.reloads();
		await waitsInTheLobby(ben, ann);
		await ben.startsCall();
		await ann.seesNobodyBut(ben);
	});

	test('that comes back from the back/forward cache begins in the lobby', async ({ people }) => {
		const [ann, ben] = await inCallWithoutCamera(people);
		// Chromium keeps no page of a test in its cache. This is all that a page there is told.
		await ben.page.evaluate(() => {
			const persisted = { persisted: true };
			dispatchEvent(new PageTransitionEvent('pagehide', persisted));
			dispatchEvent(new PageTransitionEvent('pageshow', persisted));
		});
		await waitsInTheLobby(ben, ann);
	});

	test('that is reloaded more than a minute after it was left begins in the lobby', async ({ people }) => {
		const [ann, ben] = await inCallWithoutCamera(people);
		await ben.page.addInitScript(() => {
			const now = Date.now.bind(Date);
			Date.now = () => now() + 61_000;
		});
		await ben.reloads();
		await waitsInTheLobby(ben, ann);
	});
});
