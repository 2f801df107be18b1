import { test as base } from '../../browser/support/test';
import { playThrough } from '../harness/walk';
import { ENV, openServers } from '../performers/servers';
import { SERVERS } from '../plays/servers';

const test = base.extend<{ env: Record<string, string> }>({ env: [ENV, { scope: 'file' }] });

test(
	'whatever becomes of the server, the call goes on or says why not',
	{ timeout: 200_000 },
	async ({ app, chromium }) => {
		await playThrough(SERVERS, () => openServers(chromium, app));
	}
);
