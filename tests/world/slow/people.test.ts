import { expect } from 'vitest';
import { test } from '../../browser/support/test';
import { toursOf } from '../harness/tours';
import { walkAll } from '../harness/walk';
import { openPeople } from '../performers/people';
import { PEOPLE } from '../plays/people';

test(
	'whoever comes, goes and gets lost, the page shows who is there',
	{ timeout: 200_000 },
	async ({ app, chromium }) => {
		const { faults } = await walkAll(toursOf(PEOPLE), () => openPeople(chromium, app));
		expect(faults).toEqual([]);
	}
);
