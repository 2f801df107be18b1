/** The connection goes and comes back: the network, the server, or the page itself. */
import { describe, expect } from 'vitest';
import en from '../../../../messages/en.json';
import { DELAYS } from '../../../../machines/delays';
import { localTest, test } from '../../support/on';
import { openSharedTab } from '../../support/shared-tab';
import { until } from '../../support/until';

describe('a network that is lost', () => {
	localTest('for longer than the call waits: a countdown, then the end with its reason', async ({ people }) => {
		const [ann] = await people.inCall('Ann');
		const ben = await people.arrives('Ben', { canLoseNetwork: true, fakeClock: true });
		await ben.startsCall();
		await ben.losesNetwork();
		const lost = await ben.happens('state', 'reconnecting');
		await ben.reads(/Still trying for 0:[45]\d/);
		await ann.isTold('Ben lost connection');
		const isAlmostOver = () => ben.page.getByText(/Still trying for 0:[01]\d/).isVisible();
		await ben.skipsTimeUntil('sees the end of it coming', isAlmostOver);

		await ben.skipsTimeTo('destroyed');
		const waited = (await ben.happens('state', 'destroyed')) - lost;
		expect(waited).toBeGreaterThan(DELAYS.reconnecting - 1_000);
		expect(waited).toBeLessThan(DELAYS.reconnecting + 3_000);
		await ben.reads(en.network_reconnectTimeout);
		await ben.leavesNothingOpen();

		await ben.getsNetworkBack();
		await ben.presses(en.rejoin);
		await Promise.all([ann.seesPictureOf(ben), ben.seesPictureOf(ann)]);
	});

	test('for five seconds: a banner, then everything is back, and what was muted is still muted', async ({ people }) => {
		const [ann] = await people.inCall('Ann');
		const ben = await people.arrives('Ben', { canLoseNetwork: true });
		await ben.startsCall();
		await ben.turnsOff('microphone');
		await Promise.all([ann.seesPictureOf(ben), ben.seesPictureOf(ann)]);

		const lost = await ben.losesNetwork();
		await ben.reads(en.status_reconnecting);
		await ben.reads(/Still trying for 0:5\d/);
		await until('five seconds are over', () => Date.now() - lost > 5_000);
		await ben.getsNetworkBack();

		await ben.isIn('inCall');
		await Promise.all([ann.seesPictureOf(ben), ben.seesPictureOf(ann), ben.hears(ann)]);
		await Promise.all([ann.seesThatOff('microphone', ben), ann.hearsNothingOf(ben)]);
		await Promise.all([ann.seesNobodyBut(ben), ben.seesNobodyBut(ann)]);
	});

	test('with a shared screen: it is back afterwards, and its button can stop it meanwhile', async ({
		people,
		engine
	}) => {
		const [ann] = await people.inCall('Ann');
		const ben = await people.arrives('Ben', { canLoseNetwork: true, fakeClock: true });
		await openSharedTab(ben.context);
		await ben.startsCall();
		await ben.page.bringToFront();
		await ben.presses(en.share_screen);
		await ann.seesPictureOf(ben, 'screen');

		await ben.losesNetwork();
		await ben.skipsTimeTo('reconnecting');
		await ben.getsNetworkBack();
		await ben.skipsTimeTo('inCall');
		await ann.seesPictureOf(ben, 'screen');

		await ben.losesNetwork();
		await ben.skipsTimeTo('reconnecting');
		await ben.presses(en.share_screen);
		await ben.seesNoPictureOf(ben, 'screen');
		await ben.getsNetworkBack();
		await ben.skipsTimeTo('inCall');
		// What ZEGO's servers do with such a stream is not known.
		if (engine === 'local') await ann.seesNoPictureOf(ben, 'screen');
	});

	test('while others leave and join: the page shows who is there', async ({ people }) => {
		const ann = await people.arrives('Ann', { canLoseNetwork: true, fakeClock: true });
		await ann.startsCall();
		const [ben] = await people.inCall('Ben');
		await ann.seesPictureOf(ben);
		await ann.losesNetwork();
		await ben.endsCall();
		const [eve] = await people.inCall('Eve');
		await ann.skipsTimeTo('reconnecting');
		await ann.getsNetworkBack();
		await ann.skipsTimeTo('inCall');
		await Promise.all([ann.seesNobodyBut(eve), ann.seesPictureOf(eve), eve.seesPictureOf(ann)]);
	});
});

describe('a page that is reloaded', () => {
	test('during the call comes back into it as the same person, muted as before', async ({ people }) => {
		const [ann, ben] = await people.inCall('Ann', 'Ben');
		await ben.turnsOff('microphone');
		const userID = await ben.userID();
		await ben.reloads();
		await ben.isIn('inCall');
		expect(await ben.tileOf(userID).getAttribute('data-local')).not.toBeNull();
		await Promise.all([ann.seesPictureOf(ben), ben.seesPictureOf(ann), ben.hears(ann)]);
		await Promise.all([ann.seesThatOff('microphone', ben), ann.hearsNothingOf(ben)]);
		await ann.seesNobodyBut(ben);
	});
});
