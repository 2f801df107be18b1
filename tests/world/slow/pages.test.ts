import { expect } from 'vitest';
import { toursOf } from '../harness/tours';
import { walkAll } from '../harness/walk';
import { openPages } from '../performers/pages';
import { PAGES } from '../plays/pages';
import { test } from './test';

test(
	'whatever becomes of a page, the others see what is so, and only the person goes into the call',
	{ timeout: 200_000 },
	async ({ app, browser }) => {
		const { faults } = await walkAll(toursOf(PAGES), () => openPages(browser, app));
		expect(faults).toEqual([]);
	}
);
