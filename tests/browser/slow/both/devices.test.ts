/** Cameras and microphones that are refused, missing or pulled out: the call goes on, and says what to do. */
import { describe, expect } from 'vitest';
import en from '../../../../messages/en.json';
import type { DeviceKind } from '../../../../machines/engine';
import { localTest, test, zegoTest } from '../../support/on';
import { about } from '../../support/words';

describe('refused by the browser', () => {
	test('the camera: the call goes on with sound, says what to click, and opens once it is allowed', async ({
		people
	}) => {
		const [ann] = await people.inCall('Ann');
		const ben = await people.arrives('Ben', { allowed: ['microphone'] });
		await ben.reads(about(en.device_denied, en.camera));
		await ben.reads(about(en.permission_chromium, en.camera));
		await ben.startsCall();
		await Promise.all([ann.hears(ben), ann.seesThatOff('camera', ben), ben.seesPictureOf(ann), ben.hears(ann)]);
		await ben.reads(about(en.device_denied, en.camera));
		await ben.presses(en.camera_off);
		await ben.reads(about(en.device_denied, en.camera));

		await ben.context.grantPermissions(['camera', 'microphone']);
		await Promise.all([ann.seesPictureOf(ben), ann.seesThatOn('camera', ben)]);
		await ben.doesNotRead(about(en.device_denied, en.camera));
	});

	test('a prompt that is not answered delays nobody, and a late yes counts', async ({ people }) => {
		const [ann] = await people.inCall('Ann');
		const ben = await people.arrives('Ben', { hardware: { unanswered: true } });
		await ben.startsCall();
		await Promise.all([ben.seesPictureOf(ann), ann.seesNobodyBut(ben)]);
		await ben.page.evaluate(() => window.hardware.allowAll());
		await Promise.all([ann.seesPictureOf(ben), ann.hears(ben)]);
	});

	test('"Go on without" removes the note', async ({ people }) => {
		const ben = await people.arrives('Ben', { allowed: ['microphone'] });
		await ben.presses(en.go_without);
		await ben.doesNotRead(about(en.device_denied, en.camera));
		await ben.startsCall();
	});
});

describe('missing', () => {
	localTest('no camera on this machine: the call goes on with sound', async ({ people }) => {
		const machine = await people.ownMachine({ cameras: 0 });
		const [ann] = await people.inCall('Ann');
		const ben = await people.arrives('Ben', { at: machine.browser });
		await ben.reads(about(en.device_notFound, en.camera));
		await ben.startsCall();
		await Promise.all([ann.hears(ben), ann.seesThatOff('camera', ben), ben.seesPictureOf(ann)]);
	});
});

describe('unplugged during the call', () => {
	for (const [device, other] of [
		['camera', 'microphone'],
		['microphone', 'camera']
	] as const satisfies [DeviceKind, DeviceKind][]) {
		test(`the ${device}: the ${other} goes on, and it is used again when it is back`, async ({ people }) => {
			const [ann] = await people.inCall('Ann');
			const ben = await people.arrives('Ben', { hardware: {} });
			await ben.startsCall();
			const arrives = (kind: DeviceKind) => (kind === 'camera' ? ann.seesPictureOf(ben) : ann.hears(ben));
			await Promise.all([arrives(device), arrives(other)]);

			await ben.page.evaluate((kind) => window.hardware.put(kind, 'both', 'absent'), device);
			await ann.seesThatOff(device, ben);
			await ben.reads(about(en.device_notFound, en[device]));
			await arrives(other);
			expect(await ben.state()).toBe('inCall');

			await ben.page.evaluate((kind) => window.hardware.put(kind, 'both', 'free'), device);
			await ann.seesThatOn(device, ben);
			await arrives(device);
		});
	}
});

describe('sound that the browser blocks', () => {
	zegoTest('is explained, the picture goes on, and one click starts the sound', async ({ people }) => {
		const [ann] = await people.inCall('Ann');
		const ben = await people.arrives('Ben', { hardware: { soundNeedsClick: true } });
		await ben.startsCall();
		// Back in the call without a click.
		await ben.reloads();
		await ben.reads(en.sound_blocked);
		await ben.seesPictureOf(ann);
		await ben.presses(en.unblock_sound);
		await ben.doesNotRead(en.sound_blocked);
		await Promise.all([ben.seesPictureOf(ann), ben.hears(ann)]);
	});
});
