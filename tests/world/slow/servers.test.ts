import { test as base } from '../../browser/support/test';
import { playThrough } from '../harness/walk';
import { openRooms } from '../performers/rooms';
import { ENV, openServers } from '../performers/servers';
import { ROOMS } from '../plays/rooms';
import { SERVERS } from '../plays/servers';

const test = base.extend<{ env: Record<string, string> }>({ env: [ENV, { scope: 'file' }] });

test(
	'whatever becomes of the server, the call goes on or says why not',
	{ timeout: 200_000 },
	async ({ app, chromium }) => {
		await playThrough(SERVERS, () => openServers(chromium, app));
	}
);

test('whoever goes from room to room is where the address says, and is not lost when a room is full', async ({
	app,
	chromium
}) => {
	await playThrough(ROOMS, () => openRooms(chromium, app));
});
