/** A call: people see and hear each other, turn devices off and on, and share a screen. */
import { describe, expect } from 'vitest';
import en from '../../messages/en.json';
import { localTest, test } from './support/on';
import type { Person } from './support/person';
import { openSharedTab } from './support/shared-tab';

const seeAndHearEachOther = (everyone: Person[]) =>
	Promise.all(
		everyone.flatMap((one) =>
			everyone.filter((other) => other !== one).flatMap((other) => [one.seesPictureOf(other), one.hears(other)])
		)
	);

describe('a call', () => {
	test('two people see and hear each other, and the second is announced', async ({ people }) => {
		const [ann, ben] = await people.inCall('Ann', 'Ben');
		await seeAndHearEachOther([ann, ben]);
		await ann.isTold('Ben joined');
		await ann.seesNobodyBut(ben);
	});

	test('a muted microphone is shown to the other, who hears nothing until it is unmuted', async ({ people }) => {
		const [ann, ben] = await people.inCall('Ann', 'Ben');
		await ann.hears(ben);

		await ben.turnsOff('microphone');
		await ann.seesThatOff('microphone', ben);
		await ann.hearsNothingOf(ben);
		await ann.seesPictureOf(ben);

		await ben.turnsOn('microphone');
		await ann.seesThatOn('microphone', ben);
		await ann.hears(ben);
	});

	test('turning the camera off releases it and is shown to the other; on again, its picture is back', async ({
		people
	}) => {
		const [ann, ben] = await people.inCall('Ann', 'Ben');
		await ann.seesPictureOf(ben);

		await ben.turnsOff('camera');
		expect(await ben.liveTracks('video')).toBe(0);
		await ann.seesThatOff('camera', ben);
		await ann.seesNoPictureOf(ben);
		await ann.hears(ben);

		await ben.turnsOn('camera');
		await ann.seesThatOn('camera', ben);
		await ann.seesPictureOf(ben);
	});

	test("a shared screen appears, and goes with the page's button or with the browser's own", async ({ people }) => {
		const [ann, ben] = await people.inCall('Ann', 'Ben');
		const tab = await openSharedTab(ben.context);

		await ben.page.bringToFront();
		await ben.presses(en.share_screen);
		await Promise.all([ann.seesPictureOf(ben, 'screen'), ben.seesPictureOf(ben, 'screen'), ann.seesPictureOf(ben)]);
		await ben.presses(en.share_screen);
		await ann.seesNoPictureOf(ben, 'screen');

		await ben.presses(en.share_screen);
		await ann.seesPictureOf(ben, 'screen');
		await tab.close();
		await Promise.all([ann.seesNoPictureOf(ben, 'screen'), ben.seesNoPictureOf(ben, 'screen')]);
		await ann.seesPictureOf(ben);
	});

	localTest('three people see and hear each other', async ({ people }) => {
		const [ann, ben, eve] = await people.inCall('Ann', 'Ben', 'Eve');
		await seeAndHearEachOther([ann, ben, eve]);
	});
});
