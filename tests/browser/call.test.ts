/** A call: people see and hear each other, and turn devices off and on. */
import { describe, expect } from 'vitest';
import { localTest, test } from './support/on';
import { seeAndHear } from './support/person';

describe('a call', () => {
	test('two people see and hear each other, and the second is announced', async ({ people }) => {
		const [ann, ben] = await people.inCall('Ann', 'Ben');
		await seeAndHear(ann, ben);
		await ann.isTold('Ben joined');
		await ann.seesNobodyBut(ben);
	});

	test('microphone and camera are turned off: the other is shown so and gets nothing of them, until they are on again', async ({
		people
	}) => {
		const [ann, ben] = await people.inCall('Ann', 'Ben');
		await seeAndHear(ann, ben);
		await ben.turnsOff('microphone');
		await Promise.all([ann.seesThatOff('microphone', ben), ann.hearsNothingOf(ben), ann.seesPictureOf(ben)]);
		await ben.turnsOn('microphone');
		await ben.turnsOff('camera');
		// Dark, not only muted.
		expect(await ben.liveTracks('video')).toBe(0);
		await Promise.all([ann.seesThatOff('camera', ben), ann.seesNoPictureOf(ben), ann.hears(ben)]);
		await ben.turnsOn('camera');
		await Promise.all([ann.seesThatOn('microphone', ben), ann.seesThatOn('camera', ben), ann.seesPictureOf(ben)]);
	});

	localTest('three people see and hear each other', async ({ people }) => {
		await seeAndHear(...(await people.inCall('Ann', 'Ben', 'Eve')));
	});
});
