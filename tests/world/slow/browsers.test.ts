import { expect } from 'vitest';
import { test } from '../../browser/support/test';
import { toursOf } from '../harness/tours';
import { walkAll } from '../harness/walk';
import { openBrowsers } from '../performers/browsers';
import { BROWSERS } from '../plays/browsers';

test(
	'a browser that lacks something holds a call, or says before it that it cannot',
	{ timeout: 200_000 },
	async ({ app, chromium }) => {
		const { faults } = await walkAll(toursOf(BROWSERS), () => openBrowsers(chromium, app));
		expect(faults).toEqual([]);
	}
);
