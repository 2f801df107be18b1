/** Two people of whom one is in Firefox. */
import { describe } from 'vitest';
import { seeAndHear } from './support/person';
import { hasFirefox } from './support/firefox/firefox';
import { test } from './support/test';

describe.skipIf(!hasFirefox)('a call between Chromium and Firefox', () => {
	test('both see and hear each other, also after the camera was off', async ({ people, firefox }) => {
		const [ann] = await people.inCall('Ann');
		const ben = await people.arrives('Ben', { at: firefox });
		await ben.startsCall();
		await seeAndHear(ann, ben);
		await ben.turnsOff('camera');
		await ann.seesNoPictureOf(ben);
		await ben.turnsOn('camera');
		await ann.seesPictureOf(ben);
		await ben.endsCall();
		await ann.isTold('Ben left');
	});
});
