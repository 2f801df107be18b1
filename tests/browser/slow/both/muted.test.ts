/** What the system does to a camera or microphone that is on: both sides see it, and it ends without or with a click. */
import { expect } from 'vitest';
import en from '../../../../messages/en.json';
import { test } from '../../support/on';
import { about } from '../../support/words';

test('a camera and a microphone that a phone call has taken come back with a click on the note or the button', async ({
	people
}) => {
	const [ann] = await people.inCall('Ann');
	const ben = await people.arrives('Ben', { hardware: {} });
	await ben.startsCall();
	await ann.seesPictureOf(ben);
	await ben.page.evaluate(() => {
		window.hardware.interrupt('camera');
		window.hardware.interrupt('microphone');
	});
	await Promise.all([
		ben.reads(about(en.device_muted, en.camera)),
		ann.seesThatOff('camera', ben),
		ann.seesThatOff('microphone', ben),
		ann.seesNoPictureOf(ben)
	]);
	expect(await ben.state()).toBe('inCall');
	await ben.page.getByRole('button', { name: en.try_again, exact: true }).first().click();
	await ben.doesNotRead(about(en.device_muted, en.camera));
	await ben.presses(en.mute_microphone);
	await Promise.all([ann.seesPictureOf(ben), ann.hears(ben)]);
	await Promise.all([ann.seesThatOn('camera', ben), ann.seesThatOn('microphone', ben)]);
});

test('a shutter that is closed from the start is seen in the lobby, and by the others; closed again, someone goes without', async ({
	people
}) => {
	const [ann] = await people.inCall('Ann');
	const ben = await people.arrives('Ben', { hardware: { muted: ['camera'] } });
	await ben.reads(about(en.device_muted, en.camera));
	await ben.reads(en.preview_muted);
	await ben.hasOff('camera', true);
	await ben.startsCall();
	await Promise.all([ann.hears(ben), ann.seesThatOff('camera', ben), ann.seesNoPictureOf(ben)]);
	await ben.page.evaluate(() => window.hardware.put('camera', 'both', 'free'));
	await Promise.all([ann.seesPictureOf(ben), ann.seesThatOn('camera', ben)]);

	await ben.page.evaluate(() => window.hardware.put('camera', 'both', 'muted'));
	await ben.reads(about(en.device_muted, en.camera));
	await ben.presses(en.go_without);
	await ben.doesNotRead(about(en.device_muted, en.camera));
	await ben.page.evaluate(() => window.hardware.put('camera', 'both', 'free'));
	await ben.hasOff('camera', true);
	await Promise.all([ann.seesThatOff('camera', ben), ann.seesNoPictureOf(ben), ann.hears(ben)]);
});
