/** Answers that never come: each is waited for as long as its delay says, and then said. Nobody waits here: time is skipped. */
import { describe, expect } from 'vitest';
import en from '../../../../messages/en.json';
import { DELAYS, renewalPause } from '../../../../machines/delays';
import { LINK_DELAYS } from '../../../../src/lib/engine/local/link/delays';
import type { Person } from '../../support/person';
import { localTest, test } from '../../support/on';
import { goThroughTries } from '../../support/streams';
import { until } from '../../support/until';
import { about } from '../../support/words';

const skipsTimeToRead = (person: Person, words: string) =>
	person.skipsTimeUntil(`reads “${words}”`, () => person.page.getByText(words).first().isVisible(), 2_000);
const triesAgain = (person: Person) =>
	person.page.getByRole('button', { name: en.try_again, exact: true }).first().click();

describe('before the call', () => {
	test('the engine never loads', async ({ people }) => {
		const ann = await people.arrives('Ann', { fakeClock: true, until: 'open', held: 'engine' });
		await ann.presses(en.start_call);
		await ann.isIn('creating');
		await ann.skipsTimeTo('destroyed');
		await ann.reads(en.browser_engineLoad);
	});

	test('the engine never loads in the lobby, until the person tries again', async ({ people }) => {
		const ann = await people.arrives('Ann', { fakeClock: true, until: 'open', held: 'engine' });
		await skipsTimeToRead(ann, en.browser_engineLoad);
		ann.releases();
		await triesAgain(ann);
		await ann.startsCall();
	});

	test('the token never comes after "Start call"', async ({ people }) => {
		const ann = await people.arrives('Ann', { fakeClock: true, until: 'open', held: 'token' });
		await ann.presses(en.start_call);
		await ann.isIn('creating');
		await ann.skipsTimeTo('destroyed');
		await ann.reads(en.network_tokenUnreachable);
		await ann.leavesNothingOpen();
	});

	test('the token never comes in the lobby, until the person tries again', async ({ people }) => {
		const ann = await people.arrives('Ann', { fakeClock: true, until: 'open', held: 'token' });
		await skipsTimeToRead(ann, en.network_tokenUnreachable);
		ann.releases();
		await ann.presses(en.try_again);
		await ann.startsCall();
	});

	localTest('the server never says who is in the room: the call can be started all the same', async ({ people }) => {
		const ann = await people.arrives('Ann', { fakeClock: true, until: 'open', lostMessages: '"t":"lobby"' });
		await skipsTimeToRead(ann, en.status_ready);
		await ann.startsCall();
	});

	localTest('the server never answers the login', async ({ people }) => {
		const app = await people.ownApp();
		const ann = await people.arrives('Ann', { app, fakeClock: true });
		app.freeze();
		await ann.presses(en.start_call);
		await ann.isIn('loggingIn');
		await ann.skipsTimeTo('destroyed');
		await ann.reads(en.network_loginTimeout);
		await ann.leavesNothingOpen();
	});
});

describe('devices', () => {
	test('a permission prompt that is not answered is explained, and a later answer opens both devices', async ({
		people
	}) => {
		const ann = await people.arrives('Ann', { fakeClock: true, hardware: { unanswered: true } });
		await skipsTimeToRead(ann, about(en.device_noAnswer, en.camera));
		await skipsTimeToRead(ann, about(en.device_noAnswer, en.microphone));
		await ann.page.evaluate(() => window.hardware.allowAll());
		await triesAgain(ann);
		await triesAgain(ann);
		await ann.doesNotRead(about(en.device_noAnswer, en.camera));
		await ann.doesNotRead(about(en.device_noAnswer, en.microphone));
		await until('both are open', async () => (await ann.open()).tracks === 2);
	});

	test('the screen picker is never answered: the button works again', async ({ people }) => {
		const ann = await people.arrives('Ann', { fakeClock: true, hardware: {} });
		await ann.startsCall();
		await ann.page.evaluate(() => window.hardware.askForAll());
		await ann.presses(en.share_screen);
		await ann.isPrompted();
		const share = ann.page.getByRole('button', { name: en.share_screen, exact: true });
		await ann.skipsTimeUntil('it is over', async () => (await share.getAttribute('aria-busy')) !== 'true', 5_000);
		expect(await share.getAttribute('aria-pressed')).toBe('false');
		// Time is skipped faster than the server can answer a beat, so that the connection may have been given up meanwhile.
		await ann.isIn('inCall');
	});
});

describe('in the call', () => {
	test('the token for another room never comes: the person stays, and is told', async ({ people }) => {
		const ann = await people.arrives('Ann', { fakeClock: true });
		await ann.startsCall();
		await ann.holds('token');
		await ann.switchesRoom(`${people.room}-2`);
		await ann.answerIsHeld();
		await ann.page.clock.fastForward(DELAYS.tokenFetch);
		await ann.isTold(`${en.notice_switch_failed.replace('{why}', '')}${en.network_tokenUnreachable}`);
		// Time is skipped faster than the server can answer a beat, so that the connection may have been given up meanwhile.
		await ann.isIn('inCall');
	});

	test('a renewed token never comes: it is fetched again, and the call goes on', async ({ people }) => {
		// A longer jump of the clock would be a sleep of the machine.
		const app = await people.ownApp({ TOKEN_LIFETIME: '180' });
		const ann = await people.arrives('Ann', { app, fakeClock: true });
		await ann.startsCall();
		await ann.holds('token');
		await ann.page.clock.fastForward(renewalPause(180));
		await ann.answerIsHeld();
		const again = ann.page.waitForRequest('**/api/token?*');
		await ann.page.clock.fastForward(DELAYS.tokenFetch);
		await again;
		const renewed = ann.page.waitForResponse('**/api/token?*');
		ann.releases();
		expect((await renewed).status()).toBe(200);
		// Time is skipped faster than the server can answer a beat, so that the connection may have been given up meanwhile.
		await ann.isIn('inCall');
	});

	localTest(
		'no stream comes, in either direction: each is retried, given up, and retried when asked',
		{ timeout: 120_000 },
		async ({ people }) => {
			const app = await people.ownApp();
			let beat = () => {};
			let losesLink = () => {};
			const ann = await people.arrives('Ann', {
				app,
				fakeClock: true,
				signalling: (page) => {
					const server = page.connectToServer();
					server.onMessage((message) => {
						if (!/"sdp"|"t":"(published|visitorJoined)"/.test(String(message))) page.send(message);
					});
					beat = () => page.send('{"t":"beat"}');
					losesLink = () => void page.close();
				}
			});
			await ann.presses(en.start_call);
			await ann.isIn('publishing');
			/** The server's heart beats as time passes; steps are shorter than what it may be late. */
			const skipsTimeUntil = (what: string, isSo: () => Promise<boolean>) => {
				const beating = () => {
					beat();
					return isSo();
				};
				return ann.skipsTimeUntil(what, beating, LINK_DELAYS.doubt - 200);
			};
			const benComes = async () => {
				const ben = await people.arrives('Ben', { app });
				await ben.startsCall();
				await ann.isTold('Ben joined');
				return ben;
			};
			const [ben, are] = await goThroughTries({ ann, benComes, skipsTimeUntil, losesRoom: () => losesLink() });
			for (const person of [ann, ben]) person.expectsErrors(/WebSocket/, /net::ERR/, /api\/token/);
			await app.kill();
			await app.restart();
			await until('both are asked for', are('requesting', 'requesting'));
		}
	);
});
