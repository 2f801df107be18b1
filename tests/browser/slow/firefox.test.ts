/** Calls of which one person is in Firefox, whoever of the two was there first. */
import { describe, expect } from 'vitest';
import type { Browser } from 'playwright-core';
import en from '../../../messages/en.json';
import { hasFirefox } from '../support/firefox/firefox';
import type { Person } from '../support/person';
import { openSharedTab } from '../support/shared-tab';
import { test, type Arrival, type People } from '../support/test';
import { until } from '../support/until';

/** A person sees a pause in the picture from here on (ms). */
const STALL = 2_000;
const MINUTE = 60_000;

const seeAndHear = (...everyone: Person[]) =>
	Promise.all(
		everyone.flatMap((one) =>
			everyone.filter((other) => other !== one).flatMap((other) => [one.seesPictureOf(other), one.hears(other)])
		)
	);

describe.skipIf(!hasFirefox).each(['Chromium', 'Firefox'])('with someone in Firefox, and %s first', (first) => {
	type Both = { fox: Person; chrome: Person };

	/** Both in the call. Each name is that of the browser. */
	async function meet(people: People, firefox: Browser, arrival: Arrival = {}): Promise<Both> {
		const enter = async (name: string) => {
			const person = await people.arrives(name, { ...arrival, ...(name === 'Fox' && { at: firefox }) });
			await person.startsCall();
			return person;
		};
		const [one, two] = first === 'Firefox' ? (['Fox', 'Chrome'] as const) : (['Chrome', 'Fox'] as const);
		const there = await enter(one);
		const newcomer = await enter(two);
		const [fox, chrome] = first === 'Firefox' ? [there, newcomer] : [newcomer, there];
		await seeAndHear(fox, chrome);
		return { fox, chrome };
	}

	test('microphone and camera go off and on again, on both sides', async ({ people, firefox }) => {
		const { fox, chrome } = await meet(people, firefox);
		for (const [one, other] of [
			[fox, chrome],
			[chrome, fox]
		] as const) {
			await one.turnsOff('microphone');
			await Promise.all([other.seesThatOff('microphone', one), other.hearsNothingOf(one)]);
			await one.turnsOff('camera');
			await Promise.all([other.seesThatOff('camera', one), other.seesNoPictureOf(one)]);
			await one.turnsOn('camera');
			await one.turnsOn('microphone');
		}
		await seeAndHear(fox, chrome);
	});

	test('another camera is chosen, a screen is shared and stopped: Firefox sees each', async ({ people, firefox }) => {
		const { fox, chrome } = await meet(people, firefox);
		for (const index of [2, 0]) {
			await chooses(chrome, index);
			await fox.seesPictureOf(chrome);
		}

		await openSharedTab(chrome.context);
		await chrome.page.bringToFront();
		await chrome.presses(en.share_screen);
		await fox.seesPictureOf(chrome, 'screen');
		await chrome.presses(en.share_screen);
		await fox.seesNoPictureOf(chrome, 'screen');
		await seeAndHear(fox, chrome);
	});

	test('each reloads the page; both see and hear each other again', async ({ people, firefox }) => {
		const { fox, chrome } = await meet(people, firefox);
		for (const person of [fox, chrome]) {
			await person.reloads();
			await person.isIn('inCall');
			await seeAndHear(fox, chrome);
		}
	});

	test('a third person comes, and the others stay when the one in Firefox leaves', async ({ people, firefox }) => {
		const { fox, chrome } = await meet(people, firefox);
		const eve = await people.arrives('Eve');
		await eve.startsCall();
		await seeAndHear(fox, chrome, eve);
		await fox.endsCall();
		await Promise.all([chrome.isTold('Fox left'), eve.isTold('Fox left')]);
		await fox.leavesNothingOpen();
		await Promise.all([chrome.seesNobodyBut(eve), seeAndHear(chrome, eve)]);
	});

	for (const seconds of [5, 25])
		test(`${first === 'Firefox' ? 'Firefox' : 'Chromium'} is offline for ${seconds} s`, async ({ people, firefox }) => {
			const { fox, chrome } = await meet(people, firefox, { canLoseNetwork: true });
			const [away, other] = first === 'Firefox' ? [fox, chrome] : [chrome, fox];
			const lost = await away.losesNetwork();
			// Firefox can't lose its packets by itself: the other side drops them.
			if (away === fox) await chrome.losesMedia();
			await away.isIn('reconnecting');
			await until('it is over', () => Date.now() - lost > seconds * 1_000, (seconds + 5) * 1_000);
			await Promise.all([fox.getsNetworkBack(), chrome.getsNetworkBack()]);
			await away.isIn('inCall');
			await seeAndHear(fox, chrome);
			await Promise.all([other.seesNobodyBut(away), away.seesNobodyBut(other)]);
		});
});

test.skipIf(!hasFirefox)(
	'picture and sound go on for a minute without a stall',
	{ timeout: 2 * MINUTE },
	async ({ people, firefox }) => {
		const [ann] = await people.inCall('Ann');
		const ben = await people.arrives('Ben', { at: firefox });
		await ben.startsCall();
		await seeAndHear(ann, ben);
		const begin = Date.now();
		await Promise.all(
			[
				[ann, ben],
				[ben, ann]
			].map(async ([one, other]) => {
				if (!one || !other) return;
				while (Date.now() - begin < MINUTE)
					await Promise.all([one.seesPictureOf(other, 'camera', STALL), one.hears(other, STALL)]);
			})
		);
		const stalls = await Promise.all([ann, ben].map((person) => person.journal()));
		expect(stalls.flat().filter(({ at, what }) => what === 'tile state' && at > begin)).toEqual([]);
	}
);

async function chooses(person: Person, index: number): Promise<void> {
	const opened = async () => (await person.journal()).filter(({ text }) => text === 'video').length;
	const before = await opened();
	await person.presses(en.more);
	await person.page.getByRole('combobox', { name: en.camera_title }).selectOption({ index });
	await person.presses(en.more);
	await until('the other camera is open', async () => (await opened()) > before);
}
