/** The cameras and microphones of a real page with fake hardware. */
import { expect } from 'vitest';
import { test } from '../../browser/support/test';
import { toursOf } from '../harness/tours';
import { walkAll } from '../harness/walk';
import { openDesk } from '../performers/desk';
import { KINDS } from '../performers/hardware';
import { EDGES, PAIRS } from '../plays/devices';

for (const kind of KINDS)
	test(`whatever happens to a ${kind}, the page says what is so and uses what there is`, async ({ app, chromium }) => {
		const { faults } = await walkAll(toursOf(EDGES), () => openDesk(chromium, app, kind));
		expect(faults).toEqual([]);
	});

test(
	'whatever two things happen to a camera, one after the other, the page says what is so',
	{ timeout: 200_000 },
	async ({ app, chromium }) => {
		const { faults } = await walkAll(toursOf(PAIRS), () => openDesk(chromium, app, 'camera', PAIRS.start));
		expect(faults).toEqual([]);
	}
);
