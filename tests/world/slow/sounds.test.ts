import { test } from '../../browser/support/test';
import { playThrough } from '../harness/walk';
import { openSounds } from '../performers/sounds';
import { SOUNDS } from '../plays/sounds';

test('sound that the browser holds back is let through with one click', async ({ app, chromium }) => {
	await playThrough(SOUNDS, () => openSounds(chromium, app));
});
