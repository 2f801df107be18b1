import { playThrough } from '../harness/walk';
import { openHomes } from '../performers/homes';
import { HOMES } from '../plays/homes';
import { test } from './test';

test(
	'whatever becomes of a home behind a NAT, both read what is so, and see each other when they can',
	{ timeout: 200_000 },
	async ({ app, chromium, homes, inHomeB }) => {
		await playThrough(HOMES, () => openHomes(homes, chromium, inHomeB, app));
	}
);
