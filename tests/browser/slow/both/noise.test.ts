/** What is done to the noise in one's sound, in mid-call: nothing, what the browser does, or more. */
import { expect } from 'vitest';
import en from '../../../../messages/en.json';
import type { NoiseSuppression } from '../../../../machines/engine';
import { localTest, test } from '../../support/on';
import type { Person } from '../../support/person';
import { until } from '../../support/until';

/** Nobody notices one that is shorter; of sound that comes every 20 ms (ms). */
const GAP = 500;

const listOf = ({ page }: Person) => page.getByRole('combobox', { name: en.noise_title, exact: true });
const chooses = async (person: Person, suppression: NoiseSuppression) => {
	await listOf(person).selectOption(suppression);
	await until(`${suppression} is used`, async () => (await listOf(person).getAttribute('aria-busy')) === 'false');
	expect(await listOf(person).inputValue()).toBe(suppression);
};
/** What the browser does to each microphone's track that is open. */
const openTracks = ({ page }: Person) =>
	page.evaluate(() =>
		window.probe.tracks
			.filter(({ kind, readyState }) => kind === 'audio' && readyState === 'live')
			.map((track) => track.getSettings().noiseSuppression)
	);
/** Of each sound that is sent: whether it is a microphone's own. */
const sendsRaw = ({ page }: Person) =>
	page.evaluate(() =>
		window.probe.connections
			.filter(({ connectionState }) => connectionState === 'connected')
			.flatMap((connection) => connection.getSenders())
			.flatMap(({ track }) => (track?.kind === 'audio' ? [window.probe.tracks.includes(track)] : []))
	);
const loaded = ({ page }: Person) =>
	page.evaluate(() =>
		performance.getEntriesByType('resource').flatMap(({ name }) => (/rnnoise|worklet|\.wasm/i.test(name) ? [name] : []))
	);

/** Looks for the longest time in which no sound came; what it returns ends that. */
async function listens({ page }: Person): Promise<() => Promise<number>> {
	const listening = await page.evaluateHandle(() => {
		type Row = { type: string; kind?: string; packetsReceived?: number };
		const heard = { packets: 0, at: performance.now(), gap: 0 };
		const timer = setInterval(() => {
			const look = async () => {
				const [connection] = window.probe.connections.filter(({ connectionState }) => connectionState === 'connected');
				const rows = [...((await connection?.getStats())?.values() ?? [])] as Row[];
				const packets = rows.find(({ type, kind }) => type === 'inbound-rtp' && kind === 'audio')?.packetsReceived ?? 0;
				const now = performance.now();
				if (packets === heard.packets) return;
				if (heard.packets > 0) heard.gap = Math.max(heard.gap, now - heard.at);
				Object.assign(heard, { packets, at: now });
			};
			void look();
		}, 50);
		return { heard, timer };
	});
	return () =>
		listening.evaluate(({ heard, timer }) => {
			clearInterval(timer);
			return Math.max(heard.gap, performance.now() - heard.at);
		});
}

localTest(
	'strong suppression is loaded when it is chosen and not before; what it leaves is sent; the call has no gap',
	async ({ people }) => {
		const [ann, ben] = await people.inCall('Ann', 'Ben');
		await ann.hears(ben);
		expect([await loaded(ben), await sendsRaw(ben), await openTracks(ben)]).toEqual([[], [true], [true]]);
		await ben.presses(en.more);
		const longestGap = await listens(ann);
		for (let round = 0; round < 2; round++) {
			await chooses(ben, 'strong');
			expect([await sendsRaw(ben), await openTracks(ben)]).toEqual([[false], [true]]);
			await ann.hears(ben);
			await chooses(ben, 'off');
			expect([await sendsRaw(ben), await openTracks(ben)]).toEqual([[true], [false]]);
			await ann.hears(ben);
			await chooses(ben, 'strong');
			await chooses(ben, 'browser');
			expect([await sendsRaw(ben), await openTracks(ben)]).toEqual([[true], [true]]);
			await ann.hears(ben);
		}
		expect(await longestGap()).toBeLessThan(GAP);
		const files = await loaded(ben);
		expect(files.filter((name) => name.endsWith('.wasm')).length).toBeGreaterThan(0);
		for (const name of files) expect(new URL(name).origin).toBe(new URL(ben.page.url()).origin);
		expect(
			await ann.page.evaluate(
				() => performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.wasm')).length
			)
		).toBe(0);

		// A microphone that is off is silent whatever is done to its sound, and so is one that is chosen anew.
		await chooses(ben, 'strong');
		await ben.page.keyboard.press('Escape');
		await ben.turnsOff('microphone');
		await ann.hearsNothingOf(ben);
		await ben.turnsOn('microphone');
		await ann.hears(ben);
		await ben.presses(en.more);
		await ben.chooses('microphone', 1);
		await ann.hears(ben);
		expect([await sendsRaw(ben), await openTracks(ben)]).toEqual([[false], [true]]);
		await ben.page.keyboard.press('Escape');
		await ben.endsCall();
		await ben.leavesNothingOpen();
	}
);

test('noise that is let through, for music, is let through after a reload and in the next call', async ({ people }) => {
	const ann = await people.arrives('Ann');
	await ann.hasOff('microphone', false);
	await chooses(ann, 'off');
	expect(await openTracks(ann)).toEqual([false]);
	await ann.startsCall();
	const [ben] = await people.inCall('Ben');
	await ben.hears(ann);
	await ann.reloads();
	await ben.hears(ann);
	expect(await openTracks(ann)).toEqual([false]);
	await ann.endsCall();
	const again = await people.arrives('Ann again', { at: ann.context, room: `${people.room}-2` });
	await again.hasOff('microphone', false);
	expect([await listOf(again).inputValue(), await openTracks(again)]).toEqual(['off', [false]]);
});

localTest(
	'where strong suppression can’t be loaded, the browser’s goes on, and the page says so; another try has it',
	async ({ people }) => {
		const [ann, ben] = await people.inCall('Ann', 'Ben');
		ben.expectsErrors(/ERR_FAILED/);
		await ann.hears(ben);
		await ben.page.route('**/*.wasm', (route) => route.abort());
		await ben.presses(en.more);
		await listOf(ben).selectOption('strong');
		await Promise.all([ben.reads(en.noise_strong_missed), ben.isTold(en.noise_strong_missed)]);
		expect([await listOf(ben).inputValue(), await sendsRaw(ben), await openTracks(ben)]).toEqual([
			'browser',
			[true],
			[true]
		]);
		await ann.hears(ben);
		await ben.page.keyboard.press('Escape');
		await ben.page.unroute('**/*.wasm');
		await ben.presses(en.try_again);
		await ben.doesNotRead(en.noise_strong_missed);
		await until('it is sent', async () => (await sendsRaw(ben))[0] === false);
		await ann.hears(ben);
	}
);
