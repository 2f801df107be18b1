/** Real faults, injected into real calls by the inspector's buttons: on the page itself, from another tab, in the picture. */
import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import en from '../../../messages/en.json';
import zh from '../../../messages/zh.json';
import { axeFaults } from '../support/axe';
import { active, looksAtCall, LOOKS } from '../support/inspector';
import type { Person } from '../support/person';
import { test, type People } from '../support/test';
import { Witness } from '../support/witness';
import { about } from '../support/words';

const DESKTOP: BrowserContextOptions = { viewport: { width: 1366, height: 900 } };

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const faults = (page: Page, words = en) => page.getByRole('group', { name: words.inspect_faults });

/** What the call itself can do next, as buttons. */
const nextOf = (page: Page) => page.getByRole('region', { name: en.inspect_next });

const turned = (page: Page, fault: string, on: boolean) =>
	faults(page).getByRole('button', { name: fault, exact: true, pressed: on }).waitFor();

async function turns(page: Page, fault: string, on: boolean): Promise<void> {
	await button(page, fault).click();
	await turned(page, fault, on);
}

/** Ann, and Ben whose page shows the inspector. */
async function inCall(people: People): Promise<[ann: Person, ben: Person]> {
	const [ann] = await people.inCall('Ann');
	const ben = await people.arrives('Ben', { debug: true, context: DESKTOP });
	await faults(ben.page).waitFor();
	await ben.startsCall();
	await Promise.all([ann.seesPictureOf(ben), ben.seesPictureOf(ann)]);
	return [ann, ben];
}

describe('on the page of the call', () => {
	test('signalling is cut while pictures go on, and is back by its button or by a press on the picture', async ({
		people
	}) => {
		const [ann, ben] = await inCall(people);
		const folded = button(ben.page, `${en.inspect_title} · ${en.inspect_fault_signalling}`);
		ben.expectsErrors(/WebSocket connection/);
		await turns(ben.page, en.inspect_fault_signalling, true);
		await ben.isIn('reconnecting');
		await ben.reads(en.status_reconnecting);
		await Promise.all([ann.seesPictureOf(ben), ben.seesPictureOf(ann)]);
		// Folded away it still says what is on.
		await folded.click();
		await faults(ben.page).waitFor({ state: 'detached' });
		await folded.click();
		await nextOf(ben.page).getByRole('button', { name: 'room.RECONNECTED' }).first().click();
		await turned(ben.page, en.inspect_fault_signalling, false);
		await ben.isIn('inCall');

		await nextOf(ben.page).getByRole('button', { name: 'room.RECONNECTING' }).first().click();
		await turned(ben.page, en.inspect_fault_signalling, true);
		await ben.isIn('reconnecting');
		await turns(ben.page, en.inspect_fault_signalling, false);
		await ben.isIn('inCall');
		await Promise.all([ann.seesPictureOf(ben), ben.seesPictureOf(ann)]);
	});

	test('ICE is refused: both pictures stall, and come back when it is not', async ({ people }) => {
		const [ann, ben] = await inCall(people);
		const [annID, benID] = await Promise.all([ann.userID(), ben.userID()]);
		await turns(ben.page, en.inspect_fault_ice, true);
		await Promise.all([
			ann.happens('tile state', `${benID} camera stalled`),
			ben.happens('tile state', `${annID} camera stalled`)
		]);
		const films = [await ann.watches(ben), await ben.watches(ann)];
		await active(ben.page, 'call/player', 'player.open.delivery.stalled').waitFor();
		for (const film of films) expect((await film()).frames).toBe(0);
		await turns(ben.page, en.inspect_fault_ice, false);
		await Promise.all([
			ann.seesPictureOf(ben, 'camera', 20_000),
			ben.seesPictureOf(ann, 'camera', 20_000),
			ann.hears(ben, 20_000)
		]);
		expect(await ben.state()).toBe('inCall');
	});

	test('the camera is unplugged, sound is held back, and both are given back', async ({ people }) => {
		const [ann, ben] = await inCall(people);
		await turns(ben.page, en.inspect_fault_camera, true);
		await ann.seesThatOff('camera', ben);
		await ben.reads(about(en.device_notFound, en.camera));
		await turns(ben.page, en.inspect_fault_camera, false);
		await Promise.all([ann.seesThatOn('camera', ben), ann.seesPictureOf(ben)]);

		await turns(ben.page, en.inspect_fault_sound, true);
		await ben.reads(en.sound_blocked);
		await ben.seesPictureOf(ann);
		await ben.presses(en.unblock_sound);
		await ben.doesNotRead(en.sound_blocked);
		await turned(ben.page, en.inspect_fault_sound, false);
		await ben.hears(ann);

		// The drawer leaves the call its buttons.
		await ben.presses(en.end_call);
		await ben.isIn('destroyed');
	});

	test('a login elsewhere ends the call here, and nobody stays', async ({ people, app }) => {
		const [ann, ben] = await inCall(people);
		await button(ben.page, en.inspect_fault_elsewhere).click();
		await ben.isIn('destroyed');
		await ben.reads(en.kicked_elsewhere);
		await ben.leavesNothingOpen();
		await ann.seesNobodyBut();
		expect(await app.members()).toBe(1);
		await ben.presses(en.rejoin);
		await Promise.all([ann.seesPictureOf(ben), ben.seesPictureOf(ann)]);
	});
});

describe('from another tab', () => {
	test('a call with ?debug is made to go wrong: its token expires unless it is renewed in time', async ({
		people,
		app
	}) => {
		const [ann, ben] = await inCall(people);
		const inspector = new Witness('inspector', await ben.context.newPage());
		const { page } = inspector;
		await looksAtCall(page, app.url);
		await faults(page).waitFor();

		await active(page, 'call/microphone', 'device.on').locator('.title').first().click();
		await page.getByRole('button', { name: 'user.turnOff' }).first().click();
		await ann.seesThatOff('microphone', ben);

		await turns(page, en.inspect_fault_token, true);
		await turned(ben.page, en.inspect_fault_token, true);
		await active(page, 'call/token', 'token.renewalWaiting').waitFor();
		await turns(page, en.inspect_fault_token, false);
		await active(page, 'call/token', 'token.valid').waitFor();

		await turns(page, en.inspect_fault_token, true);
		await ben.isIn('destroyed');
		await ben.reads(en.auth_tokenExpired);
		expect(inspector.problems).toEqual([]);
	});

	test('a call without it can only be looked at', async ({ people, app }) => {
		const [ann] = await people.inCall('Ann');
		const page = await ann.context.newPage();
		await looksAtCall(page, app.url);
		await active(page, 'call/microphone', 'device.on').locator('.title').first().click();
		const details = page.getByRole('region', { name: en.inspect_details });
		await details.getByText('user.turnOff').waitFor();
		expect(await details.getByRole('button').count()).toBe(0);
		expect(await details.getByText(en.inspect_no_cause).count()).toBe(0);
		expect(await faults(page).count()).toBe(0);
	});
});

describe.each([
	['English by day on a laptop', en, LOOKS.day],
	['Chinese by night on a phone', zh, LOOKS.night]
] as const)('%s', (_, words, look) => {
	test('the buttons have no faults of their own', async ({ people, app }) => {
		const page = await people.opens(`/call/${people.room}?name=Ann&debug`, {
			...look,
			permissions: ['camera', 'microphone'],
			bypassCSP: true,
			reducedMotion: 'reduce'
		});
		await active(page, 'call', 'call.idle.waiting').waitFor();
		await faults(page, words).getByRole('button', { name: words.inspect_fault_camera }).click();
		await active(page, 'call/camera', 'device.blocked').waitFor();
		expect(await axeFaults(page)).toEqual([]);
		expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
		expect(await app.members()).toBe(0);
	});
});
