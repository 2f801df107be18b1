/** The cameras of a real page with fake hardware: each edge of the environment, wanted and not. */
import { expect } from 'vitest';
import { test } from '../../browser/support/test';
import { toursOf } from '../harness/tours';
import { walkAll } from '../harness/walk';
import { openDesk } from '../performers/desk';
import { EDGES } from '../plays/devices';

test('whatever happens to a camera, the page says what is so and uses what there is', async ({ app, chromium }) => {
	const { faults } = await walkAll(toursOf(EDGES), () => openDesk(chromium, app, 'camera'));
	expect(faults).toEqual([]);
});
