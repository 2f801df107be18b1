/** What sound is sent in, as the browsers count it. */
import { describe, expect } from 'vitest';
import { hasFirefox } from '../support/firefox/firefox';
import { BROWSERS, meet } from '../support/firefox/meeting';
import { seeAndHear, type Person } from '../support/person';
import { test } from '../support/test';

/** Of each connection: sound packets that have come, those of them that told nothing new, whether silence is to be sent, and whether sound goes first. */
const sounds = ({ page }: Person) =>
	page.evaluate(() => {
		type Row = { type: string; kind?: string; packetsReceived?: number; packetsDiscarded?: number };
		const open = window.probe.connections.filter(({ connectionState }) => connectionState === 'connected');
		return Promise.all(
			open.map(async (connection) => {
				const rows = [...((await connection.getStats()).values() as Iterable<Row>)];
				const sound = rows.find(({ type, kind }) => type === 'inbound-rtp' && kind === 'audio');
				const sender = connection.getSenders().find(({ track }) => track?.kind === 'audio');
				return {
					received: sound?.packetsReceived ?? 0,
					spare: sound?.packetsDiscarded ?? 0,
					goesFirst: sender?.getParameters().encodings[0]?.priority === 'high',
					sendsSilence: !connection.remoteDescription?.sdp.includes('usedtx=1')
				};
			})
		);
	});

/** RED brings every packet twice. Chromium counts the second as discarded, and names opus as the codec of both. */
const shareOfSpare = async (person: Person) => {
	const [{ received, spare } = { received: 0, spare: 0 }] = await sounds(person);
	return spare / received;
};

test('sound goes first, on both sides, and every packet of it comes twice between Chromium pages; a third person has the others send no silence', async ({
	people
}) => {
	const [ann, ben] = await people.inCall('Ann', 'Ben');
	await seeAndHear(ann, ben);
	for (const person of [ann, ben]) expect(await shareOfSpare(person)).toBeGreaterThan(0.9);
	for (const person of [ann, ben])
		expect(await sounds(person)).toMatchObject([{ goesFirst: true, sendsSilence: true }]);

	const eve = await people.arrives('Eve');
	await eve.startsCall();
	await seeAndHear(ann, ben, eve);
	expect((await sounds(eve)).map(({ sendsSilence }) => sendsSilence)).toEqual([false, false]);
	expect((await sounds(ann)).map(({ sendsSilence }) => sendsSilence)).toEqual([true, false]);
});

describe.skipIf(!hasFirefox).each(BROWSERS)('with someone in Firefox, and %s first', (first) => {
	test('sound is sent once, as opus', async ({ people, firefox }) => {
		const { fox, chrome } = await meet(people, firefox, first);
		for (const person of [fox, chrome]) {
			const [{ received, spare } = { received: 0, spare: 0 }] = await sounds(person);
			expect(received).toBeGreaterThan(20);
			expect(spare).toBeLessThan(received / 4);
		}
	});
});
