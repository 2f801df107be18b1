/** How soon leaving is over, how soon the others know that someone has gone, and in which words. */
import { describe, expect } from 'vitest';
import { test } from '../browser/support/test';

describe('the others know', () => {
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

test('leaving is over within three seconds, though the server does not answer', async ({ people }) => {
	const app = await people.ownApp();
	const ann = await people.arrives('Ann', { app });
	await ann.startsCall();
	app.freeze();
	const pressed = await ann.endsCall();
	// The call stops waiting for the logout after two.
	expect((await ann.happens('state', 'destroyed')) - pressed).toBeLessThan(3_000);
	await ann.leavesNothingOpen();
});
