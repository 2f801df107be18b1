/** Leaving, whatever is unanswered at that moment: the call ends, and nothing stays open. */
import { describe } from 'vitest';
import en from '../../../../messages/en.json';
import { setClockForward } from '../../support/page';
import type { Person } from '../../support/person';
import { localTest, test } from '../../support/on';
import type { People } from '../../support/test';

/** Where someone may be, and what may be unanswered, when they press "End call". */
const MOMENTS: Record<string, (people: People) => Promise<Person>> = {
	'the token is on its way': async (people) => {
		const ann = await people.arrives('Ann', { until: 'open', held: 'token' });
		await ann.presses(en.start_call);
		await ann.isIn('creating');
		return ann;
	},
	'the engine is on its way': async (people) => {
		const ann = await people.arrives('Ann', { until: 'open', held: 'engine' });
		await ann.presses(en.start_call);
		await ann.isIn('creating');
		return ann;
	},
	'the picker of screens is open': async (people) => {
		const ann = await people.arrives('Ann', { hardware: {} });
		await ann.startsCall();
		await ann.page.evaluate(() => window.hardware.askForAll());
		await ann.presses(en.share_screen);
		await ann.isPrompted();
		return ann;
	},
	'the token for another room is on its way': async (people) => {
		const ann = await people.arrives('Ann');
		await ann.startsCall();
		await ann.holds('token');
		await ann.switchesRoom(`${people.room}-2`);
		return ann;
	}
};

/** The same, of the local engine's server. */
const SERVER_MOMENTS: Record<string, (people: People) => Promise<Person>> = {
	'publishing is not answered': async (people) => {
		const ann = await people.arrives('Ann', { until: 'open', lostMessages: '"t":"published"' });
		await ann.presses(en.start_call);
		await ann.isIn('publishing');
		return ann;
	},
	'the login is not answered': async (people) => {
		const app = await people.ownApp();
		const ann = await people.arrives('Ann', { app });
		app.freeze();
		await ann.presses(en.start_call);
		await ann.isIn('loggingIn');
		return ann;
	}
};

describe('leaving ends the call and leaves nothing open while', () => {
	const leaves = async (ann: Person) => {
		await ann.endsCall();
		await ann.isIn('destroyed');
		await ann.leavesNothingOpen();
		await ann.reads(en.end_left);
	};
	for (const [moment, reach] of Object.entries(MOMENTS))
		test(moment, async ({ people }) => leaves(await reach(people)));
	for (const [moment, reach] of Object.entries(SERVER_MOMENTS))
		localTest(moment, async ({ people }) => leaves(await reach(people)));
});

describe('leaving the page', () => {
	test('by the Back button in the call ends the call', async ({ people, app }) => {
		const ann = await people.arrives('Ann');
		await ann.goesHome();
		await ann.page.getByLabel(en.name_label).fill('Ann');
		await ann.page.getByLabel(en.join_label).fill(people.room);
		await ann.presses(en.join);
		const [ben] = await people.inCall('Ben');
		await ann.startsCall();
		await ben.isTold('Ann joined');
		await ann.page.goBack();
		await ann.page.waitForURL(`${app.url}/`);
		await ben.isTold('Ann left');
		await ann.leavesNothingOpen();
	});

	test('by the Forward button, to another page of the app, ends the call', async ({ people, app }) => {
		const [ben] = await people.inCall('Ben');
		const ann = await people.arrives('Ann');
		await ann.goesHome();
		await ann.page.goBack();
		await ann.startsCall();
		await ben.isTold('Ann joined');
		await ann.page.goForward();
		await ann.page.waitForURL(`${app.url}/`);
		await ben.isTold('Ann left');
		await ann.leavesNothingOpen();
	});

	test('by a machine that sleeps for hours ends the call: nobody is seen who has not come back', async ({ people }) => {
		const [ben] = await people.inCall('Ben');
		const ann = await people.arrives('Ann', { canLoseNetwork: true });
		await ann.startsCall();
		await ben.seesPictureOf(ann);
		await ann.losesNetwork();
		await setClockForward(ann.page, 3 * 60 * 60 * 1_000);
		await ann.reads(en.network_reconnectTimeout);
		await ann.leavesNothingOpen();
		await ann.getsNetworkBack();
		await ann.presses(en.rejoin);
		await ben.seesPictureOf(ann);
	});

	test('in the lobby releases the camera and closes the socket', async ({ people }) => {
		const ann = await people.arrives('Ann');
		await ann.goesHome();
		await ann.leavesNothingOpen();
	});

	localTest('in the lobby while the browser asks releases what is granted afterwards', async ({ people }) => {
		const ann = await people.arrives('Ann', { until: 'open', hardware: { unanswered: true } });
		await ann.isPrompted();
		await ann.goesHome();
		await ann.page.evaluate(() => window.hardware.allowAll());
		await ann.happens('opened', 'video');
		await ann.leavesNothingOpen();
	});

	localTest('in the call while the browser asks releases what is granted afterwards', async ({ people }) => {
		const ann = await people.arrives('Ann', { until: 'open', hardware: { unanswered: true } });
		await ann.startsCall();
		await ann.isPrompted();
		await ann.endsCall();
		await ann.isIn('destroyed');
		await ann.page.evaluate(() => window.hardware.allowAll());
		await ann.happens('opened', 'video');
		await ann.leavesNothingOpen();
	});
});
