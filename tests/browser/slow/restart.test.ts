/** The server restarts, and with it the secret that its tokens are signed with. */
import { describe } from 'vitest';
import { test } from '../support/test';

describe('the server restarts with another secret while somebody is in the lobby', () => {
	test('and "Start call" at once leads into the call', async ({ people }) => {
		const app = await people.ownApp();
		const ann = await people.arrives('Ann', { app });
		ann.expectsErrors(/WebSocket/);
		await app.kill();
		const started = ann.startsCall();
		await ann.isIn('loggingIn');
		await app.restart();
		await started;

		const ben = await people.arrives('Ben', { app });
		await ben.startsCall();
		await Promise.all([ann.seesPictureOf(ben), ben.seesPictureOf(ann)]);
	});
});
