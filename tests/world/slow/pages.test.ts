import { expect } from 'vitest';
import { test } from '../../browser/support/test';
import { toursOf } from '../harness/tours';
import { walkAll } from '../harness/walk';
import { openPages } from '../performers/pages';
import { PAGES } from '../plays/pages';

test(
	'whatever becomes of a page, the others see what is so, and only the person goes into the call',
	{ timeout: 200_000 },
	async ({ app, chromium }) => {
		const { faults } = await walkAll(toursOf(PAGES), () => openPages(chromium, app));
		expect(faults).toEqual([]);
	}
);
