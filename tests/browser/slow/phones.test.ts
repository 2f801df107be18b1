/** Phones: upright pictures, two cameras, one prompt for both permissions, and a screen that stays on. */
import type { Locator } from 'playwright-core';
import { describe, expect } from 'vitest';
import en from '../../../messages/en.json';
import type { Person } from '../support/person';
import { test, type Arrival } from '../support/test';
import { until } from '../support/until';

const PHONE: Arrival = {
	hardware: { phone: true },
	context: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
};

type Look = { upright: boolean; seen: number; mirrored: boolean };

/** `seen`: the share of its picture that is not cropped, neither by the video itself nor by its tile. */
const lookAt = (video: Locator): Promise<Look> =>
	video.evaluate((element: HTMLVideoElement) => {
		const { videoWidth, videoHeight, offsetWidth, offsetHeight, parentElement } = element;
		const scale = Math.max(offsetWidth / videoWidth, offsetHeight / videoHeight);
		const width = Math.min(offsetWidth, parentElement?.clientWidth ?? 0);
		const height = Math.min(offsetHeight, parentElement?.clientHeight ?? 0);
		return {
			upright: videoHeight > videoWidth,
			seen: Math.min(1, width / (videoWidth * scale)) * Math.min(1, height / (videoHeight * scale)),
			mirrored: getComputedStyle(element).scale.startsWith('-1')
		};
	});
const shows = (what: string, video: Locator, wanted: (look: Look) => boolean) =>
	until(what, async () => (await video.count()) === 1 && wanted(await lookAt(video)));

const previewOf = (person: Person) => person.page.getByLabel(en.preview);
const ownVideoOf = (person: Person) => person.page.locator('[data-tile=me] video');
const switchOf = (person: Person) => person.page.getByRole('button', { name: en.switch_camera, exact: true });

test('a button switches between the cameras; the rear one is not mirrored; a laptop has no such button', async ({
	people
}) => {
	const [ann] = await people.inCall('Ann');
	expect(await switchOf(ann).isVisible()).toBe(false);
	const ben = await people.arrives('Ben', PHONE);
	await shows('the front camera is mirrored', previewOf(ben), ({ mirrored }) => mirrored);
	await switchOf(ben).tap();
	await shows('the rear camera is not', previewOf(ben), ({ mirrored }) => !mirrored);
	await ben.startsCall();
	await shows('nor in the call', ownVideoOf(ben), ({ mirrored }) => !mirrored);
	await ann.seesPictureOf(ben);
	await switchOf(ben).tap();
	await shows('the next one is', ownVideoOf(ben), ({ mirrored }) => mirrored);
	await ann.seesPictureOf(ben);
	expect(await ben.liveTracks('video')).toBe(1);
});

describe('one prompt', () => {
	test('asks for both permissions, also where a camera is remembered', async ({ people }) => {
		const ann = await people.arrives('Ann', { hardware: { unanswered: true } });
		const isPromptedOnce = async () => {
			await ann.isPrompted();
			expect(await ann.page.evaluate(() => window.hardware.prompts())).toBe(1);
			await ann.page.evaluate(() => window.hardware.allowAll());
			await Promise.all([ann.hasOff('camera', false), ann.hasOff('microphone', false)]);
			expect([await ann.liveTracks('video'), await ann.liveTracks('audio')]).toEqual([1, 1]);
		};
		await isPromptedOnce();
		await ann.chooses('camera', 1);
		await ann.hasOff('camera', false);
		await ann.reloads();
		await isPromptedOnce();
		await ann.uses('camera', 1);
	});

	test('for both, of which one is missing: the other works', async ({ people }) => {
		const ann = await people.arrives('Ann', { hardware: { unanswered: true, missing: ['microphone'] } });
		await ann.isPrompted();
		await ann.page.evaluate(() => window.hardware.allowAll());
		await ann.hasOff('camera', false);
		await ann.reads(en.device_notFound.replace('{device}', en.microphone));
	});
});

test('the screen stays on from the beginning of the call to its end, and again after the page was hidden', async ({
	people
}) => {
	const ann = await people.arrives('Ann');
	await ann.context.grantPermissions(['camera', 'microphone', 'screen-wake-lock']);
	await ann.page.evaluate(() => {
		const locks: WakeLockSentinel[] = [];
		const request = navigator.wakeLock.request.bind(navigator.wakeLock);
		navigator.wakeLock.request = async (type) => {
			const lock = await request(type);
			locks.push(lock);
			return lock;
		};
		Object.assign(window, { locks });
	});
	const held = () =>
		ann.page.evaluate(
			() => (window as unknown as { locks: WakeLockSentinel[] }).locks.filter(({ released }) => !released).length
		);
	expect(await held()).toBe(0);
	await ann.startsCall();
	await until('it is held', async () => (await held()) === 1);
	// As the browser does when the page is hidden and seen again.
	await ann.page.evaluate(async () => {
		for (const lock of (window as unknown as { locks: WakeLockSentinel[] }).locks) await lock.release();
		document.dispatchEvent(new Event('visibilitychange'));
	});
	await until('it is held again', async () => (await held()) === 1);
	await ann.endsCall();
	await until('it is let go', async () => (await held()) === 0);
});
