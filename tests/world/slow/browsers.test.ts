import { test } from '../../browser/support/test';
import { playThrough } from '../harness/walk';
import { openBrowsers } from '../performers/browsers';
import { BROWSERS } from '../plays/browsers';

test(
	'a browser that lacks something holds a call, or says before it that it cannot',
	{ timeout: 200_000 },
	async ({ app, chromium }) => {
		await playThrough(BROWSERS, () => openBrowsers(chromium, app));
	}
);
