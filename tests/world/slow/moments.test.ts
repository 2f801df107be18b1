import { test } from '../../browser/support/test';
import { playThrough } from '../harness/walk';
import { openMoments } from '../performers/moments';
import { DEVICE_MOMENTS, PAGE_MOMENTS } from '../plays/moments';

test('a camera that goes while the server has not answered yet is said to be gone, and is used again when it is back', async ({
	app,
	chromium
}) => {
	await playThrough(DEVICE_MOMENTS, () => openMoments(chromium, app));
});

test('a page that is hidden or frozen while the server has not answered yet is in the call when it has', async ({
	app,
	chromium
}) => {
	await playThrough(PAGE_MOMENTS, () => openMoments(chromium, app));
});
