/** What fails at first and is tried again, and what is changed on the way: other cameras, other rooms. */
import { describe, expect } from 'vitest';
import en from '../../../../messages/en.json';
import { test } from '../../support/on';
import { until } from '../../support/until';

describe('after failures', () => {
	test('a call starts, uses another camera, and switches to another room', async ({ people }) => {
		const ann = await people.arrives('Ann', { until: 'open', unreachable: ['engine', 'token'] });
		const tryAgain = ann.page.locator('form').getByRole('button', { name: en.try_again });
		// The pauses between the requests for a token grow with each try, so that some of these clicks fall into one.
		for (const _ of [1, 2, 3]) {
			const failed = ann.page.waitForEvent('requestfailed', (request) => request.url().endsWith('.js'));
			await tryAgain.click();
			await failed;
			await ann.reads(en.browser_engineLoad);
		}
		await ann.canReachAll();
		await tryAgain.click();
		await ann.reads(en.status_ready);

		await ann.chooses('camera', 1);
		await ann.startsCall();
		expect(await ann.liveTracks('video')).toBe(1);

		const elsewhere = `${people.room}-2`;
		const refused = { status: 403, json: { code: 'auth.forbidden', detail: '' } };
		await ann.page.route('**/api/token?*', (route) => route.fulfill(refused));
		await ann.switchesRoom(elsewhere);
		await ann.isTold(`${en.notice_switch_failed.replace('{why}', '')}${en.auth_forbidden}`);
		await ann.page.unroute('**/api/token?*');
		await ann.switchesRoom(elsewhere);
		await until('the address follows', () => ann.page.url().includes(elsewhere));
		await ann.isIn('inCall');
		await ann.switchesRoom(people.room);
		await until('the address follows back', () => !ann.page.url().includes(elsewhere));
		await ann.isIn('inCall');
		await ann.reloads();
		await ann.isIn('inCall');
		expect(new URL(ann.page.url()).pathname).toBe(`/call/${people.room}`);
		await ann.endsCall();
		await ann.leavesNothingOpen();
	});
});
