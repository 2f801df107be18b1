/** Someone in the lobby is connected to those in the room already: nothing is sent, nobody sees them, and the first picture needs no more. */
import { describe, expect } from 'vitest';
import { until } from '../browser/support/until';
import { seeAndHear, type Person } from '../browser/support/person';
import { test as base } from '../browser/support/test';

const test = base.extend<{ env: Record<string, string> }>({ env: [{ CONNECT_IN_LOBBY: '1' }, { scope: 'file' }] });

/** Of each connection that is not closed: its state, and the packets of sound and pictures that it has sent and got. */
const connectionsOf = ({ page }: Person) =>
	page.evaluate(() =>
		Promise.all(
			window.probe.connections
				.filter(({ connectionState }) => connectionState !== 'closed')
				.map(async (pc) => {
					const rows = [...(await pc.getStats()).values()] as (RTCOutboundRtpStreamStats & RTCInboundRtpStreamStats)[];
					const of = (type: string) => rows.filter((row) => (row.type as string) === type);
					return {
						state: pc.connectionState,
						sent: of('outbound-rtp').reduce((sum, { packetsSent = 0 }) => sum + packetsSent, 0),
						got: of('inbound-rtp').reduce((sum, { packetsReceived = 0 }) => sum + packetsReceived, 0)
					};
				})
		)
	);

const connected = async (person: Person) => (await connectionsOf(person)).filter(({ state }) => state === 'connected');

const areConnected = (...people: Person[]) =>
	until('they are connected', async () =>
		(await Promise.all(people.map(connected))).every((connections) => connections.length === 1)
	);

/** Descriptions that this page sends or gets from now on. */
function descriptionsOf({ page }: Person): string[] {
	const found: string[] = [];
	const note = ({ payload }: { payload: string | Buffer }) => {
		if (String(payload).includes('"description"')) found.push(String(payload));
	};
	page.on('websocket', (socket) => socket.on('framesent', note).on('framereceived', note));
	return found;
}

describe('in the lobby', () => {
	test('connects to who is in the room, unseen, and the click only sends', async ({ people }) => {
		const [ann] = await people.inCall('Ann');
		const ben = await people.arrives('Ben', { until: 'open' });
		const descriptions = descriptionsOf(ben);
		await areConnected(ann, ben);
		// Time enough for pictures and sound, if any were sent.
		const since = Date.now();
		await until('two seconds have passed, and Ann’s next offer has come', () => Date.now() - since > 2_000);
		for (const person of [ann, ben]) expect(await connected(person)).toEqual([{ state: 'connected', sent: 0, got: 0 }]);
		await ann.seesNobodyBut();
		expect((await ann.journal()).filter(({ what }) => what === 'tile')).toHaveLength(1);
		expect(await ann.page.innerText('body')).not.toContain('Ben');

		await ben.startsCall();
		await Promise.all([ann.seesPictureOf(ben), ben.seesPictureOf(ann)]);
		await seeAndHear(ann, ben);
		expect(descriptions).toEqual([]);
		expect(await connected(ben)).toHaveLength(1);
	});

	test('is left: the other end is closed', async ({ people }) => {
		const [ann] = await people.inCall('Ann');
		const ben = await people.arrives('Ben');
		await areConnected(ann, ben);
		await ben.page.close();
		await until('nothing is connected', async () => (await connected(ann)).length === 0);
	});

	test('nothing is connected if the operator does not ask for it', async ({ people }) => {
		const app = await people.ownApp({ CONNECT_IN_LOBBY: '0' });
		const ann = await people.arrives('Ann', { app });
		await ann.startsCall();
		const ben = await people.arrives('Ben', { app });
		const since = Date.now();
		await until('two seconds have passed', () => Date.now() - since > 2_000);
		expect(await connectionsOf(ben)).toEqual([]);
		await ben.startsCall();
		await seeAndHear(ann, ben);
	});

	test('is not in the way of a login, if it never came about', async ({ people }) => {
		const ann = await people.arrives('Ann', { lostMessages: '"t":"visitor"' });
		await ann.startsCall();
		const ben = await people.arrives('Ben');
		const since = Date.now();
		await until('a second has passed', () => Date.now() - since > 1_000);
		expect(await connected(ben)).toEqual([]);
		await ben.startsCall();
		await Promise.all([ann.seesPictureOf(ben), ben.seesPictureOf(ann)]);
		await seeAndHear(ann, ben);
	});
});
