/** The connection goes and comes back: the network, the server, or the page itself. */
import { describe, expect } from 'vitest';
import en from '../../messages/en.json';
import { DELAYS } from '../../machines/delays';
import { test } from './support/test';
import { until } from './support/until';

describe('a network that goes', () => {
	test(
		'for longer than is waited: a countdown, and then the end with its reason',
		{ timeout: 120_000 },
		async ({ people }) => {
			const [ann] = await people.inCall('Ann');
			const ben = await people.arrives('Ben', { canLoseNetwork: true });
			await ben.startsCall();
			await ben.losesNetwork();
			const lost = await ben.happens('state', 'reconnecting');
			await ben.reads(/Still trying for 0:[45]\d/);
			await ann.isTold('Ben lost connection');
			await ben.reads(/Still trying for 0:[01]\d/, DELAYS.reconnecting);

			await ben.isIn('destroyed', DELAYS.reconnecting);
			const waited = (await ben.happens('state', 'destroyed')) - lost;
			expect(waited).toBeGreaterThan(DELAYS.reconnecting - 1_000);
			expect(waited).toBeLessThan(DELAYS.reconnecting + 3_000);
			await ben.reads(en.network_reconnectTimeout);
			await ben.leavesNothingOpen();

			await ben.getsNetworkBack();
			await ben.presses(en.rejoin);
			await Promise.all([ann.seesPictureOf(ben), ben.seesPictureOf(ann)]);
		}
	);

	test('for five seconds: a banner, and everything is back with what was muted', async ({ people }) => {
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
});

describe('a server that goes', () => {
	for (const way of ['kill', 'stop'] as const) {
		test(`by ${way} and comes back: pictures never stop, and the room is right`, async ({ people }) => {
			const app = await people.ownApp();
			const ann = await people.arrives('Ann', { app });
			const ben = await people.arrives('Ben', { app });
			for (const person of [ann, ben]) {
				person.expectsErrors(/WebSocket connection/, /net::ERR_CONNECTION_REFUSED/, /net::ERR_EMPTY_RESPONSE/);
				await person.startsCall();
			}
			await Promise.all([ann.seesPictureOf(ben), ben.seesPictureOf(ann)]);
			const films = [await ann.watches(ben), await ben.watches(ann)];

			await app[way]();
			await Promise.all([ann.isIn('reconnecting'), ben.isIn('reconnecting')]);
			await Promise.all([ann.seesPictureOf(ben), ben.seesPictureOf(ann), ann.hears(ben), ben.hears(ann)]);
			await app.restart();
			await Promise.all([ann.isIn('inCall'), ben.isIn('inCall')]);
			await Promise.all([ann.seesNobodyBut(ben), ben.seesNobodyBut(ann)]);
			await Promise.all([ann.seesPictureOf(ben), ben.seesPictureOf(ann), ann.hears(ben), ben.hears(ann)]);

			for (const film of films) expect((await film()).longestGap).toBeLessThan(1_000);
			expect(await app.members()).toBe(2);
			await ben.endsCall();
			await ann.isTold('Ben left');
			await ann.seesNobodyBut();
		});
	}
});

describe('a page that is reloaded', () => {
	test('in the call comes back into it, as the same person and as muted as before', async ({ people }) => {
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

	test('after the call has ended stays in the lobby', async ({ people }) => {
		const [ben] = await people.inCall('Ben');
		await ben.endsCall();
		await ben.isIn('destroyed');
		await ben.reloads();
		await ben.page.getByRole('heading', { name: en.status_ready }).waitFor();
		expect(await ben.state()).toBe('idle');
	});
});
