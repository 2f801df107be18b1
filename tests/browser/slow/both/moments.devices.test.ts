/** Cameras and screens at the wrong moment: before the last thing that was asked for is done. */
import { describe, expect } from 'vitest';
import en from '../../../../messages/en.json';
import type { Person } from '../../support/person';
import { openSharedTab } from '../../support/shared-tab';
import { localTest, test, zegoTest } from '../../support/on';
import { until } from '../../support/until';
import { about } from '../../support/words';

const cameraOf = (person: Person) => person.page.getByRole('button', { name: en.camera_off, exact: true });
describe('a camera', () => {
	test('that is off stays off when another is chosen; turned on, the chosen one opens', async ({ people }) => {
		const ann = await people.arrives('Ann');
		await ann.turnsOff('camera');
		await ann.chooses('camera', 1);
		expect(await ann.liveTracks('video')).toBe(0);
		await ann.turnsOn('camera');
		await ann.uses('camera', 1);
	});

	test('that is turned off while it opens is released when it is open', async ({ people }) => {
		const ann = await people.arrives('Ann', { hardware: {} });
		await ann.turnsOff('camera');
		await ann.page.evaluate(() => window.hardware.askForAll());
		await cameraOf(ann).click();
		await ann.isPrompted();
		await cameraOf(ann).click();
		await ann.hasOff('camera', true);
		await ann.page.evaluate(() => window.hardware.allowAll());
		await until('it is let go', async () => (await ann.journal()).filter(({ text }) => text === 'video').length === 2);
		await until('it is dark', async () => (await ann.liveTracks('video')) === 0);
		await ann.hasOff('camera', true);
	});

	test('that is opening is replaced by the one that is chosen meanwhile', async ({ people }) => {
		const ann = await people.arrives('Ann', { hardware: {} });
		await ann.page.evaluate(() => window.hardware.askForAll());
		await ann.chooses('camera', 1);
		await ann.isPrompted();
		await ann.chooses('camera', 0);
		await until('both questions are there', () => ann.page.evaluate(() => window.hardware.prompts() === 2));
		await ann.page.evaluate(() => window.hardware.allowAll());
		await ann.hasOff('camera', false);
		await until('one is open', async () => (await ann.liveTracks('video')) === 1);
	});

	test('is off after three quick presses of its button, and on after four', async ({ people }) => {
		const ann = await people.arrives('Ann');
		const presses = (times: number) =>
			cameraOf(ann).evaluate((button: HTMLElement, times) => {
				for (let press = 0; press < times; press++) button.click();
			}, times);
		await presses(3);
		await ann.hasOff('camera', true);
		expect(await ann.liveTracks('video')).toBe(0);
		await presses(1);
		await ann.hasOff('camera', false);
		await presses(4);
		await ann.hasOff('camera', false);
		await until('one is open', async () => (await ann.liveTracks('video')) === 1);
	});

	test('that is turned off while a replacement is looked for stays off', async ({ people }) => {
		const ann = await people.arrives('Ann', { hardware: {} });
		await ann.page.evaluate(() => window.hardware.askForAll());
		// All in the page: a moment later another camera is asked for already.
		await cameraOf(ann).evaluate(async (button: HTMLElement) => {
			window.hardware.put('camera', 'both', 'absent');
			while (button.getAttribute('aria-busy') !== 'true') await new Promise(requestAnimationFrame);
			button.click();
		});
		await ann.hasOff('camera', true);
		await ann.page.evaluate(() => window.hardware.put('camera', 'both', 'free'));
		await ann.page.evaluate(() => window.hardware.allowAll());
		expect(await ann.liveTracks('video')).toBe(0);
		await ann.hasOff('camera', true);
	});

	test('that another program uses is explained, and opens once it is free and another is chosen', async ({
		people
	}) => {
		const ann = await people.arrives('Ann', { hardware: {} });
		await ann.turnsOff('camera');
		await ann.page.evaluate(() => window.hardware.put('camera', 'both', 'taken'));
		await cameraOf(ann).click();
		await ann.reads(about(en.device_inUse, en.camera));
		await ann.presses(en.try_again);
		await ann.reads(about(en.device_inUse, en.camera));
		await ann.page.evaluate(() => window.hardware.put('camera', 'both', 'free'));
		await ann.chooses('camera', 1);
		await ann.hasOff('camera', false);
		await ann.doesNotRead(about(en.device_inUse, en.camera));
		expect(await ann.liveTracks('video')).toBe(1);
	});

	test('whose permission is withdrawn during the call is off for everyone, and the page says why', async ({
		people
	}) => {
		const [ann] = await people.inCall('Ann');
		const ben = await people.arrives('Ben');
		await ben.startsCall();
		await ann.seesPictureOf(ben);
		await ben.withdrawsPermission('camera');
		await ben.reads(about(en.device_denied, en.camera));
		await ann.hears(ben);
		await Promise.all([ann.seesThatOff('camera', ben), ann.seesNoPictureOf(ben)]);
		expect(await ben.liveTracks('video')).toBe(0);
		expect(await ben.state()).toBe('inCall');
	});
});

zegoTest(
	'closing the screen picker, or its failure, leaves the button as it was; what failed or is forbidden is explained',
	async ({ people }) => {
		const ann = await people.arrives('Ann', { hardware: {} });
		await ann.startsCall();
		const share = ann.page.getByRole('button', { name: en.share_screen, exact: true });
		for (const [outcome, browserSays, words] of [
			['NotAllowedError', 'Permission denied', null],
			['NotAllowedError', 'Permission denied by system', `${en.screen_denied} ${en.screen_denied_advice}`],
			['NotReadableError', '', en.screen_failed]
		] as const) {
			await ann.page.evaluate((next) => window.hardware.nextScreen(...next), [outcome, browserSays] as const);
			await ann.presses(en.share_screen);
			await until('it is over', async () => (await share.getAttribute('aria-busy')) !== 'true');
			if (words !== null) await ann.reads(words);
			expect(await share.getAttribute('aria-pressed')).toBe('false');
		}
		expect(await ann.state()).toBe('inCall');
	}
);

localTest('a screen that the server refuses as one stream too many says so, and can be stopped', async ({ people }) => {
	const app = await people.ownApp({ MAX_STREAMS_PER_USER: '1' });
	const ann = await people.arrives('Ann', { app });
	await ann.startsCall();
	await openSharedTab(ann.context);
	await ann.page.bringToFront();
	await ann.presses(en.share_screen);
	await ann.reads(en.capacity_tooManyStreams);
	await ann.presses(en.share_screen);
	await until('the screen is let go', async () => (await ann.liveTracks('video')) === 1);
	expect(await ann.state()).toBe('inCall');
});
