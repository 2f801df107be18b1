import { test } from '../../browser/support/test';
import { playThrough } from '../harness/walk';
import { openNetworks } from '../performers/networks';
import { NETWORKS } from '../plays/networks';

test(
	'whatever becomes of a network, both read what is so, and see each other when they can',
	{ timeout: 200_000 },
	async ({ app, chromium }) => {
		await playThrough(NETWORKS, () => openNetworks(chromium, app));
	}
);
