/** A call: people see and hear each other, and turn devices off and on. */
import { describe, expect } from 'vitest';
import { localTest, test } from './support/on';
import type { Person } from './support/person';

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

	localTest('three people see and hear each other', async ({ people }) => {
		const [ann, ben, eve] = await people.inCall('Ann', 'Ben', 'Eve');
		await seeAndHearEachOther([ann, ben, eve]);
	});
});
