/** The cameras and microphones of a real page with fake hardware: each edge of the environment, wanted and not. */
import { expect } from 'vitest';
import { test } from '../../browser/support/test';
import { toursOf } from '../harness/tours';
import { walkAll } from '../harness/walk';
import { openDesk } from '../performers/desk';
import { KINDS } from '../performers/hardware';
import { EDGES } from '../plays/devices';

for (const kind of KINDS)
	test(`whatever happens to a ${kind}, the page says what is so and uses what there is`, async ({ app, chromium }) => {
		const { faults } = await walkAll(toursOf(EDGES), () => openDesk(chromium, app, kind));
		expect(faults).toEqual([]);
	});
