import { test } from '../../browser/support/test';
import { playThrough } from '../harness/walk';
import { openInputs } from '../performers/inputs';
import { INPUTS } from '../plays/inputs';

test(
	'whatever somebody types, pastes or follows leads to the room, and can be read',
	{ timeout: 200_000 },
	async ({ app, chromium }) => {
		await playThrough(INPUTS, () => openInputs(chromium, app));
	}
);
