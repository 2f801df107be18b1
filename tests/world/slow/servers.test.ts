import { expect } from 'vitest';
import { test as base } from '../../browser/support/test';
import { toursOf } from '../harness/tours';
import { walkAll } from '../harness/walk';
import { ENV, openServers } from '../performers/servers';
import { SERVERS } from '../plays/servers';

const test = base.extend<{ env: Record<string, string> }>({ env: [ENV, { scope: 'file' }] });

test(
	'whatever becomes of the server, the call goes on or says why not',
	{ timeout: 200_000 },
	async ({ app, chromium }) => {
		const { faults } = await walkAll(toursOf(SERVERS), () => openServers(chromium, app));
		expect(faults).toEqual([]);
	}
);
