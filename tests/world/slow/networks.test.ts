import { expect } from 'vitest';
import { test } from '../../browser/support/test';
import { toursOf } from '../harness/tours';
import { walkAll } from '../harness/walk';
import { openNetworks } from '../performers/networks';
import { NETWORKS } from '../plays/networks';

test(
	'whatever becomes of a network, both read what is so, and see each other when they can',
	{ timeout: 200_000 },
	async ({ app, chromium }) => {
		const { faults } = await walkAll(toursOf(NETWORKS), () => openNetworks(chromium, app));
		expect(faults).toEqual([]);
	}
);
