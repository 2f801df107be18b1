import { expect } from 'vitest';
import { toursOf } from '../harness/tours';
import { walkAll } from '../harness/walk';
import { openPeople } from '../performers/people';
import { PEOPLE } from '../plays/people';
import { test } from './test';

test(
	'whoever comes, goes and gets lost, the page shows who is there',
	{ timeout: 200_000 },
	async ({ app, browser }) => {
		const { faults } = await walkAll(toursOf(PEOPLE), () => openPeople(browser, app));
		expect(faults).toEqual([]);
	}
);
