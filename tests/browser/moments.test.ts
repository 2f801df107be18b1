/** What people and machines do at the wrong moment: before the last thing they asked for is done. */
import { describe, expect } from 'vitest';
import en from '../../messages/en.json';
import type { Person } from './support/person';
import { test, type People } from './support/test';
import { latch, until } from './support/until';

const about = (words: string, device: string) => words.replaceAll('{device}', device);
const cameraOf = (person: Person) => person.page.getByRole('button', { name: en.camera_off, exact: true });
const choiceOf = (person: Person) => person.page.getByRole('combobox', { name: en.camera_title });
const chooses = (person: Person, index: number) => choiceOf(person).selectOption({ index });
const isOff = (person: Person, off: boolean) =>
	until(`the camera of ${person.name} is ${off ? 'off' : 'on'}`, async () => {
		const button = cameraOf(person);
		return (
			(await button.getAttribute('aria-pressed')) === String(off) && (await button.getAttribute('aria-busy')) !== 'true'
		);
	});

describe('a camera', () => {
	test('that is off stays off when another is chosen, and that one is opened later', async ({ people }) => {
		const ann = await people.arrives('Ann');
		await ann.turnsOff('camera');
		await chooses(ann, 1);
		expect(await ann.liveTracks('video')).toBe(0);
		await ann.turnsOn('camera');
		expect(await choiceOf(ann).evaluate((select: HTMLSelectElement) => select.selectedIndex)).toBe(1);
	});

	test('that is still being opened is turned off, and what opens late is let go', async ({ people }) => {
		const ann = await people.arrives('Ann', { hardware: {} });
		await ann.turnsOff('camera');
		await ann.page.evaluate(() => window.hardware.ask());
		await cameraOf(ann).click();
		await ann.isAsked();
		await cameraOf(ann).click();
		await isOff(ann, true);
		await ann.page.evaluate(() => window.hardware.answer());
		await until('it is let go', async () => (await ann.journal()).filter(({ text }) => text === 'video').length === 2);
		await until('it is dark', async () => (await ann.liveTracks('video')) === 0);
		await isOff(ann, true);
	});

	test('that is still being opened gives way to the one that is chosen meanwhile', async ({ people }) => {
		const ann = await people.arrives('Ann', { hardware: {} });
		await ann.page.evaluate(() => window.hardware.ask());
		await chooses(ann, 1);
		await ann.isAsked();
		await chooses(ann, 0);
		await until('both questions are there', () => ann.page.evaluate(() => window.hardware.asked() === 2));
		await ann.page.evaluate(() => window.hardware.answer());
		await isOff(ann, false);
		await until('one is open', async () => (await ann.liveTracks('video')) === 1);
	});

	test('whose button is pressed three times in a moment is off, pressed four times on', async ({ people }) => {
		const ann = await people.arrives('Ann');
		const presses = (times: number) =>
			cameraOf(ann).evaluate((button: HTMLElement, times) => {
				for (let press = 0; press < times; press++) button.click();
			}, times);
		await presses(3);
		await isOff(ann, true);
		expect(await ann.liveTracks('video')).toBe(0);
		await presses(1);
		await isOff(ann, false);
		await presses(4);
		await isOff(ann, false);
		await until('one is open', async () => (await ann.liveTracks('video')) === 1);
	});

	test('that is turned off while another is looked for stays off', async ({ people }) => {
		const ann = await people.arrives('Ann', { hardware: {} });
		await ann.page.evaluate(() => window.hardware.ask());
		await ann.page.evaluate(() => window.hardware.unplug('camera'));
		await ann.page.locator('[aria-busy="true"]').first().waitFor();
		await cameraOf(ann).click();
		await isOff(ann, true);
		await ann.page.evaluate(() => window.hardware.plugIn('camera'));
		await ann.page.evaluate(() => window.hardware.answer());
		expect(await ann.liveTracks('video')).toBe(0);
		await isOff(ann, true);
	});

	test('that another program uses is opened once it is free and asked for, or another is chosen', async ({
		people
	}) => {
		const ann = await people.arrives('Ann', { hardware: {} });
		await ann.turnsOff('camera');
		await ann.page.evaluate(() => window.hardware.occupy('camera'));
		await cameraOf(ann).click();
		await ann.reads(about(en.device_inUse, en.camera));
		await ann.presses(en.try_again);
		await ann.reads(about(en.device_inUse, en.camera));
		await ann.page.evaluate(() => window.hardware.free('camera'));
		await chooses(ann, 1);
		await isOff(ann, false);
		await ann.doesNotRead(about(en.device_inUse, en.camera));
		expect(await ann.liveTracks('video')).toBe(1);
	});

	test('whose permission is withdrawn in the call is gone for the others too, and says why', async ({ people }) => {
		const [ann] = await people.inCall('Ann');
		const ben = await people.arrives('Ben');
		await ben.startsCall();
		await ann.seesPictureOf(ben);
		await ben.context.clearPermissions();
		await ben.reads(about(en.device_denied, en.camera_and_microphone));
		await Promise.all([ann.seesThatOff('camera', ben), ann.seesNoPictureOf(ben)]);
		expect(await ben.liveTracks('video')).toBe(0);
		expect(await ben.state()).toBe('inCall');
	});
});

test('a picker of screens that is closed, or fails, leaves the button as it was', async ({ people }) => {
	const ann = await people.arrives('Ann', { hardware: {} });
	await ann.startsCall();
	const share = ann.page.getByRole('button', { name: en.share_screen, exact: true });
	for (const [outcome, words] of [
		['NotAllowedError', null],
		['NotReadableError', en.screen_failed]
	] as const) {
		await ann.page.evaluate((outcome) => window.hardware.nextScreen(outcome), outcome);
		await ann.presses(en.share_screen);
		await until('it is over', async () => (await share.getAttribute('aria-busy')) !== 'true');
		if (words !== null) await ann.reads(words);
		expect(await share.getAttribute('aria-pressed')).toBe('false');
	}
	expect(await ann.state()).toBe('inCall');
});

describe('a token', () => {
	test('that is refused for good says so in the lobby, and one more try gets it', async ({ people }) => {
		const ann = await people.arrives('Ann');
		ann.expectsErrors(/403/);
		const refusal = { status: 403, json: { code: 'auth.forbidden', detail: 'planted' } };
		await ann.page.route('**/api/token', (route) => route.fulfill(refusal));
		await ann.reloads();
		await ann.reads(en.auth_forbidden);
		await ann.page.unrouteAll({ behavior: 'wait' });
		await ann.presses(en.try_again);
		await ann.doesNotRead(en.auth_forbidden);
		await ann.startsCall();
	});

	test('that cannot be renewed for a while is renewed in the end, and nobody notices', async ({ people }) => {
		const app = await people.ownApp({ TOKEN_LIFETIME: '6' });
		const ann = await people.arrives('Ann', { app });
		await ann.startsCall();
		ann.expectsErrors(/api\/token/, /net::ERR_FAILED/);
		const asked = ann.page.waitForRequest('**/api/token');
		await ann.cannotReach('token');
		await asked;
		await ann.page.waitForRequest('**/api/token');
		await ann.canReachAll();
		const renewed = await ann.page.waitForResponse('**/api/token', { timeout: 15_000 });
		expect(renewed.status()).toBe(200);
		expect(await ann.state()).toBe('inCall');
	});
});

describe('"Start call" pressed', () => {
	test('before the server refuses the token: the call is over, and says why', async ({ people }) => {
		const ann = await people.arrives('Ann');
		ann.expectsErrors(/403/);
		const pressed = latch();
		await ann.page.route('**/api/token', async (route) => {
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

	test('before it turns out that the engine cannot be had: the call is over, and says why', async ({ people }) => {
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

describe('while the stream is on its way', () => {
	const publishing = async (people: People) => {
		const app = await people.ownApp();
		const ann = await people.arrives('Ann', { app, deafTo: '"t":"published"' });
		ann.expectsErrors(/WebSocket/, /net::ERR/);
		await ann.presses(en.start_call);
		await ann.isIn('publishing');
		return { ann, app };
	};

	test('the host removes the person', async ({ people }) => {
		const { ann, app } = await publishing(people);
		await app.removeUser(people.room, await ann.userID());
		await ann.isIn('destroyed');
		await ann.reads(en.kicked_byHost);
		await ann.leavesNothingOpen();
	});

	test('someone comes, and the server goes', async ({ people }) => {
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

test('the server goes while the token for another room is on its way: the call comes back in the room it was in', async ({
	people
}) => {
	const app = await people.ownApp();
	const ann = await people.arrives('Ann', { app });
	ann.expectsErrors(/WebSocket/, /net::ERR/);
	await ann.startsCall();
	await ann.holds('token');
	await ann.switchesRoom(`${people.room}-2`);
	await ann.isAnswered();
	await app.kill();
	await ann.isIn('reconnecting');
	ann.letsGo();
	await app.restart();
	await ann.isIn('inCall');
	await ann.reads(people.room);
	await ann.doesNotRead(`${people.room}-2`);
});
