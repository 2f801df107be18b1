/** Going away, in every way there is: how soon the others know, in which words, and that nothing is left behind. */
import { describe, expect } from 'vitest';
import en from '../../messages/en.json';
import type { Person } from './support/person';
import { test, type People } from './support/test';

/** Logging out is given up after 2 s; the page has a second for the rest. */
const BOUND = 3_000;

describe('the others know', { concurrent: true }, () => {
	test('within a second that someone has left', async ({ people }) => {
		const [ann, ben] = await people.inCall('Ann', 'Ben');
		const pressed = await ben.endsCall();
		expect((await ann.isTold('Ben left')) - pressed).toBeLessThan(1_000);
		await ann.seesNobodyBut();
		await ben.isIn('destroyed');
		await ben.leavesNothingOpen();
	});

	test('within a second that someone has closed the tab', async ({ people }) => {
		const [ann, ben] = await people.inCall('Ann', 'Ben');
		const closed = Date.now();
		await ben.page.close();
		expect((await ann.isTold('Ben left')) - closed).toBeLessThan(1_000);
		await ann.seesNobodyBut();
	});

	test('within a second that a tab has crashed', async ({ people }) => {
		const [ann, ben] = await people.inCall('Ann', 'Ben');
		const crashed = await ben.crashes();
		expect((await ann.isTold('Ben lost connection')) - crashed).toBeLessThan(1_000);
		await ann.seesNobodyBut();
	});

	test('within four seconds that a network is cut', async ({ people }) => {
		const [ann] = await people.inCall('Ann');
		const ben = await people.arrives('Ben', { canLoseNetwork: true });
		await ben.startsCall();
		await ann.seesPictureOf(ben);
		const cut = await ben.losesNetwork();
		expect((await ann.isTold('Ben lost connection')) - cut).toBeLessThan(4_000);
		await ann.seesNobodyBut();
	});

	test('within four seconds that a laptop was closed, and see it come back when it is opened', async ({ people }) => {
		const laptop = await people.ownMachine();
		const [ann] = await people.inCall('Ann');
		const ben = await people.arrives('Ben', { at: laptop.browser });
		await ben.startsCall();
		await ann.seesPictureOf(ben);

		const closed = Date.now();
		laptop.freeze();
		expect((await ann.isTold('Ben lost connection')) - closed).toBeLessThan(4_000);
		await ann.seesNobodyBut();

		laptop.thaw();
		await Promise.all([ann.seesPictureOf(ben), ann.hears(ben), ben.seesPictureOf(ann), ben.hears(ann)]);
		await ben.isIn('inCall');
	});
});

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
	'the browser asks for camera and microphone': async (people) => {
		const ann = await people.arrives('Ann', { until: 'open', hardware: { unanswered: true } });
		await ann.presses(en.start_call);
		await ann.happens('state', 'creating');
		return ann;
	},
	'the server accepts no socket': async (people) => {
		const app = await people.ownApp();
		const ann = await people.arrives('Ann', { app, until: 'open', held: 'token' });
		ann.expectsErrors(/WebSocket/, /favicon/);
		await ann.presses(en.start_call);
		await ann.isAnswered();
		app.freeze();
		ann.letsGo();
		await ann.isIn('loggingIn');
		return ann;
	},
	'the login is not answered': async (people) => {
		const app = await people.ownApp();
		const ann = await people.arrives('Ann', { app });
		app.freeze();
		await ann.presses(en.start_call);
		await ann.isIn('loggingIn');
		return ann;
	},
	'publishing is not answered': async (people) => {
		const ann = await people.arrives('Ann', { until: 'open', deafTo: '"t":"published"' });
		await ann.presses(en.start_call);
		await ann.isIn('publishing');
		return ann;
	},
	'all is well': async (people) => {
		const [ann, ben] = await people.inCall('Ann', 'Ben');
		await ann.seesPictureOf(ben);
		return ann;
	},
	'the picker of screens is open': async (people) => {
		const ann = await people.arrives('Ann', { hardware: {} });
		await ann.startsCall();
		await ann.page.evaluate(() => window.hardware.ask());
		await ann.presses(en.share_screen);
		return ann;
	},
	'a camera is being opened': async (people) => {
		const ann = await people.arrives('Ann', { hardware: {} });
		await ann.startsCall();
		await ann.turnsOff('camera');
		await ann.page.evaluate(() => window.hardware.ask());
		await ann.presses(en.camera_off);
		return ann;
	},
	'the token for another room is on its way': async (people) => {
		const ann = await people.arrives('Ann');
		await ann.startsCall();
		await ann.holds('token');
		await ann.switchesRoom(`${people.room}-2`);
		return ann;
	},
	'the server is gone': async (people) => {
		const app = await people.ownApp();
		const ann = await people.arrives('Ann', { app });
		ann.expectsErrors(/WebSocket/);
		await ann.startsCall();
		await app.kill();
		await ann.isIn('reconnecting');
		return ann;
	},
	'the server is silent': async (people) => {
		const app = await people.ownApp();
		const ann = await people.arrives('Ann', { app });
		await ann.startsCall();
		app.freeze();
		await ann.isIn('reconnecting');
		return ann;
	},
	'the logout will not be answered': async (people) => {
		const app = await people.ownApp();
		const ann = await people.arrives('Ann', { app });
		await ann.startsCall();
		app.freeze();
		return ann;
	}
};

describe('leaving ends everything in bounded time while', { concurrent: true }, () => {
	for (const [moment, reach] of Object.entries(MOMENTS)) {
		test(moment, async ({ people }) => {
			const ann = await reach(people);
			const pressed = await ann.endsCall();
			expect((await ann.happens('state', 'destroyed')) - pressed).toBeLessThan(BOUND);
			await ann.leavesNothingOpen();
			await ann.reads(en.end_left);
		});
	}
});

describe('leaving the lobby', { concurrent: true }, () => {
	test('releases the camera and closes the socket', async ({ people }) => {
		const ann = await people.arrives('Ann');
		await ann.goesHome();
		await ann.leavesNothingOpen();
	});

	test('while the browser asks releases what is granted afterwards', async ({ people }) => {
		const ann = await people.arrives('Ann', { until: 'open', hardware: { unanswered: true } });
		await ann.goesHome();
		await ann.page.evaluate(() => window.hardware.answer());
		await ann.happens('opened', 'video');
		await ann.leavesNothingOpen();
	});
});
