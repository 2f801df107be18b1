/** The app on ZEGO: the same calls, and every way in which one of them ends. */
import { readdir, readFile } from 'node:fs/promises';
import { describe, expect } from 'vitest';
import en from '../../../../messages/en.json';
import { DELAYS } from '../../../../machines/delays';
import type { Person } from '../../support/person';
import { until } from '../../support/until';
import { SERVER_SECRET, test } from '../../support/zego';

const FULL = 1105;

async function isOver(person: Person, words: string): Promise<void> {
	await person.isIn('destroyed');
	await person.reads(words);
	await person.leavesNothingOpen(10_000);
}

describe('a call on ZEGO', () => {
	test('sends pictures with a limited bitrate', async ({ people }) => {
		const [ann, ben] = await people.inCall('Ann', 'Ben');
		await ben.seesPictureOf(ann);
		const limits = () =>
			ann.page.evaluate(() =>
				window.probe.connections
					.flatMap((connection) => connection.getSenders())
					.filter(({ track }) => track?.kind === 'video')
					.flatMap((sender) => sender.getParameters().encodings.map(({ maxBitrate }) => maxBitrate))
			);
		await until('the SDK has set the limit', async () => (await limits()).includes(800_000));
	});

	test('ends when an outage lasts too long, and says so', async ({ people, cloud }) => {
		const ann = await people.arrives('Ann', { fakeClock: true });
		await ann.startsCall();
		ann.expectsErrors(/WebSocket connection/, /net::ERR/);
		await cloud.goAway();
		await ann.skipsTimeTo('reconnecting', 2_000);
		await ann.skipsTimeTo('destroyed', 2_000);
		const lost = await ann.happens('state', 'reconnecting');
		// The SDK says so (RECONNECT_FAILED), which had noticed it sooner than it told, before our own patience is over.
		expect((await ann.happens('state', 'destroyed')) - lost).toBeLessThan(DELAYS.reconnecting);
		await isOver(ann, en.network_reconnectTimeout);
	});

	test('in a full room ends and says so, and can be joined later', async ({ people, cloud }) => {
		cloud.faults.add('login', { do: 'refuse', code: FULL }, { times: 1 });
		const ann = await people.arrives('Ann');
		await ann.presses(en.start_call);
		await isOver(ann, en.capacity_roomFull);
		await ann.presses(en.rejoin);
		await ann.isIn('inCall');
	});

	test('that switches rooms shows the people of the new room, and no longer those of the old one', async ({
		people
	}) => {
		const [ann, ben] = await people.inCall('Ann', 'Ben');
		await ann.seesPictureOf(ben);
		const eve = await people.arrives('Eve', { room: `${people.room}-2` });
		await eve.startsCall();
		await ben.switchesRoom(`${people.room}-2`);
		await Promise.all([ben.seesPictureOf(eve), eve.seesPictureOf(ben), ann.isTold('Ben left')]);
		await ben.seesNobodyBut(eve);
	});
});

describe('the server secret', () => {
	test('is in nothing that a visitor receives', async ({ people }) => {
		const [ann] = await people.inCall('Ann');
		const texts = await ann.page.evaluate(async () => {
			const loaded = performance.getEntriesByType('resource').filter(({ name }) => name.startsWith(location.origin));
			const pages = [location.href, ...loaded.map(({ name }) => name)].filter((url) => !url.includes('/api/token?'));
			const token = fetch('/api/token?room=another-room', {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: '{}'
			});
			return Promise.all([token, ...pages.map((url) => fetch(url))].map(async (sent) => (await sent).text()));
		});
		expect(texts.some((text) => text.includes('startPublishingStream'))).toBe(true);
		expect(texts.filter((text) => text.includes(SERVER_SECRET))).toEqual([]);
	});

	test('is in no file for browsers', async () => {
		const client = new URL('../../../../build/client/', import.meta.url);
		const files = (await readdir(client, { recursive: true })).filter((file) => /\.(js|json|html)$/.test(file));
		const texts = await Promise.all(files.map((file) => readFile(new URL(file, client), 'utf8')));
		expect(texts.some((text) => text.includes('startPublishingStream'))).toBe(true);
		for (const word of ['ZEGO_SERVER_SECRET', 'token04', 'aes-256-cbc'])
			expect(files.filter((_, index) => texts[index]?.includes(word))).toEqual([]);
	});
});
