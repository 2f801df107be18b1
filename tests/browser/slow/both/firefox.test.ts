/** Calls of which one person is in Firefox, whoever of the two was there first. */
import type { Browser } from 'playwright-core';
import { describe } from 'vitest';
import { DEVICE_KINDS } from '../../../../machines/device.kinds';
import en from '../../../../messages/en.json';
import { differs } from '../../../engine/contract/differences';
import { hasFirefox } from '../../support/firefox/firefox';
import { BROWSERS, meet as meetIn } from '../../support/firefox/meeting';
import { seeAndHear } from '../../support/person';
import type { People } from '../../support/test';
import { openSharedTab } from '../../support/shared-tab';
import { test } from '../../support/on';

/** Debian's Firefox has no H.264, which is what people send on ZEGO unless the operator says otherwise. */
async function meet(people: People, firefox: Browser, first: (typeof BROWSERS)[number]) {
	const app = await people.ownApp({ ZEGO_VIDEO_CODEC: 'VP8' });
	return { app, ...(await meetIn(people, firefox, first, { app })) };
}

describe.skipIf(!hasFirefox).each(BROWSERS)('with someone in Firefox, and %s first', (first) => {
	test('microphone and camera go off and on again, on both sides', async ({ people, firefox }) => {
		const { fox, chrome } = await meet(people, firefox, first);
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

	test('each chooses another camera and microphone, and the first again: the other sees and hears each', async ({
		people,
		firefox
	}) => {
		const { fox, chrome } = await meet(people, firefox, first);
		// Chromium's second fake camera is one for depth, of which nothing is sent. Its first microphone is the system's default.
		for (const [one, other, another] of [
			[chrome, fox, 2],
			[fox, chrome, 1]
		] as const) {
			await one.presses(en.more);
			for (const index of [another, 0])
				for (const device of DEVICE_KINDS) {
					await one.hasOpen(device, await one.chooses(device, index));
					await one.hasOff(device, false);
					await (device === 'camera' ? other.seesPictureOf(one) : other.hears(one));
				}
			await one.presses(en.more);
		}
		await seeAndHear(fox, chrome);
	});

	test('a screen is shared and stopped: Firefox sees each', async ({ people, firefox }) => {
		const { fox, chrome } = await meet(people, firefox, first);
		await openSharedTab(chrome.context);
		await chrome.page.bringToFront();
		await chrome.presses(en.share_screen);
		await fox.seesPictureOf(chrome, 'screen');
		await chrome.presses(en.share_screen);
		await fox.seesNoPictureOf(chrome, 'screen');
		await seeAndHear(fox, chrome);
	});

	test('each reloads the page; both see and hear each other again', async ({ people, firefox, engine }) => {
		const { fox, chrome } = await meet(people, firefox, first);
		for (const person of [fox, chrome]) {
			// Firefox says of the SDK's sockets that the reload cut them off.
			person.expectsErrors(/accesshub/);
			await person.reloads();
			if (person === fox && differs(engine, 'leavesBeforeReload')) await person.startsCall();
			await person.isIn('inCall');
			await seeAndHear(fox, chrome);
		}
	});

	test('a third person comes, and the others stay when the one in Firefox leaves', async ({ people, firefox }) => {
		const { app, fox, chrome } = await meet(people, firefox, first);
		const eve = await people.arrives('Eve', { app });
		await eve.startsCall();
		await seeAndHear(fox, chrome, eve);
		await fox.endsCall();
		await Promise.all([chrome.isTold('Fox left'), eve.isTold('Fox left')]);
		await fox.leavesNothingOpen();
		await Promise.all([chrome.seesNobodyBut(eve), seeAndHear(chrome, eve)]);
	});
});
