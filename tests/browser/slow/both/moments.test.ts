/** What people, hosts and servers do at the wrong moment: before the last thing that was asked for is done. */
import { describe, expect } from 'vitest';
import en from '../../../../messages/en.json';
import { localTest, test } from '../../support/on';
import type { People } from '../../support/test';
import { latch } from '../../support/until';

describe('a token', () => {
	test('that is refused is explained in the lobby, and fetched when the person tries again', async ({ people }) => {
		const ann = await people.arrives('Ann');
		ann.expectsErrors(/403/);
		const refusal = { status: 403, json: { code: 'auth.forbidden', detail: 'planted' } };
		await ann.page.route('**/api/token?*', (route) => route.fulfill(refusal));
		await ann.reloads();
		await ann.reads(en.auth_forbidden);
		await ann.page.unrouteAll({ behavior: 'wait' });
		await ann.presses(en.try_again);
		await ann.doesNotRead(en.auth_forbidden);
		await ann.startsCall();
	});

	test('that would end while someone waits in the lobby is renewed, and the call can be started', async ({
		people
	}) => {
		const app = await people.ownApp({ TOKEN_LIFETIME: '6' });
		const ann = await people.arrives('Ann', { app });
		for (const time of ['once', 'twice']) {
			const renewed = await ann.page.waitForResponse('**/api/token?*');
			expect(renewed.status(), time).toBe(200);
		}
		await ann.startsCall();
	});

	test('that cannot be renewed at first is renewed later, and the call goes on', async ({ people }) => {
		const app = await people.ownApp({ TOKEN_LIFETIME: '6' });
		const ann = await people.arrives('Ann', { app });
		await ann.startsCall();
		ann.expectsErrors(/api\/token/, /net::ERR_FAILED/);
		const asked = ann.page.waitForRequest('**/api/token?*');
		await ann.cannotReach('token');
		await asked;
		await ann.page.waitForRequest('**/api/token?*');
		await ann.canReachAll();
		const renewed = await ann.page.waitForResponse('**/api/token?*', { timeout: 15_000 });
		expect(renewed.status()).toBe(200);
		expect(await ann.state()).toBe('inCall');
	});
});

describe('"Start call" is pressed', () => {
	test('before the server refuses the token: the call ends and says why', async ({ people }) => {
		const ann = await people.arrives('Ann');
		ann.expectsErrors(/403/);
		const pressed = latch();
		await ann.page.route('**/api/token?*', async (route) => {
			await pressed.opened;
			await route.fulfill({ status: 403, json: { code: 'auth.forbidden', detail: 'planted' } });
		});
		await ann.reloads();
		await ann.presses(en.start_call);
		await ann.isIn('creating');
		pressed.open();
		await ann.isIn('destroyed');
		await ann.reads(en.auth_forbidden);
		await ann.leavesNothingOpen();
	});

	test('before loading the engine fails: the call ends and says why', async ({ people }) => {
		const ann = await people.arrives('Ann');
		ann.expectsErrors(/Failed to fetch|net::ERR_FAILED/);
		const pressed = latch();
		await ann.page.route('**/_app/immutable/**/*.js', async (route) => {
			const response = await route.fetch();
			if (!(await response.text()).includes('RTCPeerConnection')) return route.fulfill({ response });
			await pressed.opened;
			return route.abort();
		});
		await ann.reloads();
		await ann.presses(en.start_call);
		await ann.isIn('creating');
		pressed.open();
		await ann.isIn('destroyed');
		await ann.reads(en.browser_engineLoad);
		await ann.leavesNothingOpen();
	});
});

describe('while publishing is not answered', () => {
	const publishing = async (people: People) => {
		const app = await people.ownApp();
		const ann = await people.arrives('Ann', { app, lostMessages: '"t":"published"' });
		ann.expectsErrors(/WebSocket/, /net::ERR/);
		await ann.presses(en.start_call);
		await ann.isIn('publishing');
		return { ann, app };
	};

	localTest('the host removes the person: the call ends and says so', async ({ people }) => {
		const { ann, app } = await publishing(people);
		await app.removeUser(people.room, await ann.userID());
		await ann.isIn('destroyed');
		await ann.reads(en.kicked_byHost);
		await ann.leavesNothingOpen();
	});

	localTest('someone joins and the server dies: the call reconnects and can be left', async ({ people }) => {
		const { ann, app } = await publishing(people);
		const ben = await people.arrives('Ben', { app });
		ben.expectsErrors(/WebSocket/, /net::ERR/);
		await ben.startsCall();
		await ann.seesPictureOf(ben);
		await app.kill();
		await ann.isIn('reconnecting');
		await ann.endsCall();
		await ann.isIn('destroyed');
	});
});

localTest(
	'the server has no place for another room: the call is back in its old room, with a note',
	async ({ people }) => {
		const app = await people.ownApp({ MAX_ROOMS: '1' });
		const ben = await people.arrives('Ben', { app });
		await ben.startsCall();
		const ann = await people.arrives('Ann', { app });
		await ann.startsCall();
		await ann.switchesRoom(`${people.room}-2`);
		await ann.isTold(`${en.notice_switch_failed.replace('{why}', '')}${en.capacity_tooManyRooms}`);
		await Promise.all([ann.seesPictureOf(ben), ben.seesPictureOf(ann)]);
		await ann.reads(people.room);
		await ann.doesNotRead(`${people.room}-2`);

		const eve = await people.arrives('Eve', { app, room: `${people.room}-2` });
		await eve.presses(en.start_call);
		await eve.isIn('destroyed');
		await eve.reads(en.capacity_tooManyRooms);
	}
);

localTest(
	'the server dies while the token for another room is fetched: the call comes back in its old room',
	async ({ people }) => {
		const app = await people.ownApp();
		const ann = await people.arrives('Ann', { app });
		ann.expectsErrors(/WebSocket/, /net::ERR/);
		await ann.startsCall();
		await ann.holds('token');
		await ann.switchesRoom(`${people.room}-2`);
		await ann.answerIsHeld();
		await app.kill();
		await ann.isIn('reconnecting');
		ann.releases();
		await app.restart();
		await ann.isIn('inCall');
		await ann.reads(people.room);
		await ann.doesNotRead(`${people.room}-2`);
	}
);

localTest('devices that are plugged in and unplugged during the logout open nothing', async ({ people }) => {
	const app = await people.ownApp();
	const ann = await people.arrives('Ann', { app, hardware: {} });
	await ann.startsCall();
	app.freeze();
	await ann.endsCall();
	await ann.page.evaluate(() => {
		window.hardware.put('camera', 'both', 'absent');
		window.hardware.put('camera', 'both', 'free');
	});
	await ann.withdrawsPermission('microphone');
	await ann.isIn('destroyed');
	await ann.leavesNothingOpen();
	await ann.reads(en.end_left);
});
