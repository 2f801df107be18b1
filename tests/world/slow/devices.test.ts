/** The cameras and microphones of a real page with fake hardware. */
import { test } from '../../browser/support/test';
import { playThrough } from '../harness/walk';
import { openDesk } from '../performers/desk';
import { KINDS } from '../../browser/support/hardware';
import { EDGES, PAIRS } from '../plays/devices';

for (const kind of KINDS)
	test(
		`whatever happens to a ${kind}, the page says what is so and uses what there is`,
		{ timeout: 200_000 },
		async ({ app, chromium }) => {
			await playThrough(EDGES, () => openDesk(chromium, app, kind));
		}
	);

test(
	'whatever two things happen to a camera, one after the other, the page says what is so',
	{ timeout: 200_000 },
	async ({ app, chromium }) => {
		await playThrough(PAIRS, () => openDesk(chromium, app, 'camera', PAIRS.start));
	}
);
