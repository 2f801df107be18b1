import { test } from '../../browser/support/test';
import { playThrough } from '../harness/walk';
import { openPeople } from '../performers/people';
import { PEOPLE } from '../plays/people';

test(
	'whoever comes, goes and gets lost, the page shows who is there',
	{ timeout: 200_000 },
	async ({ app, chromium }) => {
		await playThrough(PEOPLE, () => openPeople(chromium, app));
	}
);
