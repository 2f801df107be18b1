import { test } from '../../browser/support/test';
import { playThrough } from '../harness/walk';
import { openScreens } from '../performers/screens';
import { SCREENS } from '../plays/screens';

test(
	'whatever becomes of a screen that is shared, both see and read what is so',
	{ timeout: 200_000 },
	async ({ app, chromium }) => {
		await playThrough(SCREENS, () => openScreens(chromium, app));
	}
);
