/** The cameras and microphones of a real page with fake hardware. */
import { DEVICE_KINDS } from '../../../machines/device.kinds';
import { test } from '../../browser/support/test';
import { playThrough } from '../harness/walk';
import { openHardware } from '../performers/hardware';
import { CHOICES } from '../plays/choices';
import { EDGES, PAIRS } from '../plays/devices';

for (const kind of DEVICE_KINDS)
	test(
		`whatever happens to a ${kind}, the page says what is so and uses what there is`,
		{ timeout: 200_000 },
		async ({ app, chromium }) => {
			await playThrough(EDGES, () => openHardware(chromium, app, kind));
		}
	);

test(
	'whatever two things happen to a camera, one after the other, the page says what is so',
	{ timeout: 200_000 },
	async ({ app, chromium }) => {
		await playThrough(PAIRS, () => openHardware(chromium, app, 'camera', PAIRS.start));
	}
);

test('the camera that a person has chosen is the one that is used, also after a reload', async ({ app, chromium }) => {
	await playThrough(CHOICES, () => openHardware(chromium, app, 'camera'));
});
