/** Calls between two homes whose NATs let no direct path through. */
import { expect } from 'vitest';
import en from '../../../messages/en.json';
import type { App } from '../../browser/support/app';
import { seeAndHear, type Person } from '../../browser/support/person';
import { until } from '../../browser/support/until';
import { meet } from './meeting';
import { test } from './test';

/** When the first picture of someone else is there. */
const firstPicture = ({ page }: Person) =>
	page.evaluate(
		() =>
			new Promise<number>((resolve) => {
				const look = ({ target }: Event) => {
					if (target instanceof HTMLVideoElement && target.videoWidth > 0 && !target.closest('[data-local]'))
						resolve(Date.now());
				};
				document.addEventListener('resize', look, true);
			})
	);

/** The kinds of candidates on my side of the path that is used, and how I reach the relay. */
const pathOf = ({ page }: Person) =>
	page.evaluate(async () => {
		const [connection] = window.probe.connections.filter(({ connectionState }) => connectionState === 'connected');
		const rows = new Map([...((await connection?.getStats()) ?? [])] as [string, Record<string, string>][]);
		const transport = [...rows.values()].find(({ type }) => type === 'transport');
		const pair = rows.get(transport?.selectedCandidatePairId ?? '');
		const mine = rows.get(pair?.localCandidateId ?? '');
		const theirs = rows.get(pair?.remoteCandidateId ?? '');
		return { types: [mine?.candidateType, theirs?.candidateType], relayProtocol: mine?.relayProtocol };
	});

/** The middle one of three: one moment of a busy machine is not ours. */
test('with a relay both see the first picture of the other within 1.5 s', async ({ people, inHomeB }) => {
	const ann = await people.arrives('Ann');
	await ann.startsCall();
	const times: { ann: number[]; guest: number[] } = { ann: [], guest: [] };
	for (const name of ['Ben', 'Eve', 'Cleo']) {
		const guest = await people.arrives(name, { at: inHomeB });
		const seen = [firstPicture(ann), firstPicture(guest)] as const;
		await guest.presses(en.start_call);
		const [byAnn, byGuest] = await Promise.all(seen);
		const pressed = await guest.happens('click', en.start_call);
		times.ann.push(byAnn - pressed);
		times.guest.push(byGuest - pressed);
		await seeAndHear(ann, guest);
		expect((await pathOf(guest)).types).toContain('relay');
		await guest.endsCall();
		await ann.seesNobodyBut();
	}
	const middle = (all: number[]) => all.toSorted((a, b) => a - b)[1];
	expect(middle(times.guest), JSON.stringify(times)).toBeLessThan(1_500);
	expect(middle(times.ann), JSON.stringify(times)).toBeLessThan(1_500);
});

/** When the relay may answer (ms). */
const LATE = 3_000;

/** When ICE has found the first candidate of the relay, and how often ICE was restarted. */
const noteRelay = ({ page }: Person) =>
	page.evaluateHandle(() => {
		const noted = { relay: 0, restarts: 0 };
		const { prototype } = RTCPeerConnection;
		const restart: () => void = Reflect.get(prototype, 'restartIce');
		const set: (description?: RTCSessionDescriptionInit) => Promise<void> = Reflect.get(
			prototype,
			'setLocalDescription'
		);
		Object.assign(prototype, {
			restartIce(this: RTCPeerConnection) {
				noted.restarts++;
				restart.call(this);
			},
			setLocalDescription(this: RTCPeerConnection, description?: RTCSessionDescriptionInit) {
				this.addEventListener('icecandidate', ({ candidate }) => {
					if (candidate?.type === 'relay') noted.relay ||= Date.now();
				});
				return set.call(this, description);
			}
		});
		return noted;
	});

test.for(['A', 'B'] as const)(
	'a relay that answers home %s only after three seconds: its candidate is sent at once, and the picture follows',
	async (home, { people, homes, inHomeB }) => {
		const ann = await people.arrives('Ann');
		const ben = await people.arrives('Ben', { at: inHomeB });
		const noted = await noteRelay(home === 'A' ? ann : ben);
		const seen = [firstPicture(ann), firstPicture(ben)];
		const open = homes.hushesRelay(home);
		const lost = Date.now();
		const isLate = () => until('the relay is late', () => Date.now() - lost > LATE);
		await ann.startsCall();
		// By then her offer waits at the server, and says nothing of the relay.
		if (home === 'A') await isLate();
		await ben.startsCall();
		await isLate();
		open();
		const last = Math.max(...(await Promise.all(seen)));
		const { relay, restarts } = await noted.jsonValue();
		expect(relay).toBeGreaterThan(lost + LATE);
		expect(last - relay).toBeLessThan(1_500);
		expect(restarts).toBe(0);
		await seeAndHear(ann, ben);
	}
);

test('where UDP is blocked the relay is reached over TCP, and over UDP again once it is open', async ({
	people,
	homes,
	inHomeB
}) => {
	const unblock = homes.blocksUDP('B');
	const [ann, ben] = await meet(people, inHomeB);
	await seeAndHear(ann, ben);
	expect(await pathOf(ben)).toMatchObject({ relayProtocol: 'tcp' });
	unblock();
	// What works is kept. Another path is looked for when this one is gone.
	await seeAndHear(ann, ben);
	homes.moves('B');
	// Over whose relay is ICE's choice.
	await until('the relay is reached over UDP', async () => {
		const { types, relayProtocol } = await pathOf(ben);
		return types.includes('relay') && relayProtocol !== 'tcp';
	});
	await seeAndHear(ann, ben);
});

/** The best of three: what a busy machine adds is not ours. Chromium itself takes two seconds to notice, and at times more. */
test('one side gets another address: pictures are back within 3 s', async ({ people, homes, inHomeB }) => {
	const [ann, ben] = await meet(people, inHomeB);
	const gaps: number[] = [];
	for (let times = 0; times < 3; times++) {
		await seeAndHear(ann, ben);
		const films = [await ann.watches(ben), await ben.watches(ann)];
		const moved = homes.moves('B');
		await until('the room is found again', async () => (await ben.happens('state', 'inCall')) > moved);
		await seeAndHear(ann, ben);
		gaps.push(Math.max(...(await Promise.all(films.map(async (film) => (await film()).longestGap)))));
		await Promise.all([ann.seesNobodyBut(ben), ben.seesNobodyBut(ann)]);
	}
	expect(Math.min(...gaps)).toBeLessThan(3_000);
});

test('without a relay both read why they don’t meet and who can change it, and meet when a path appears', async ({
	people,
	homes,
	inHomeB
}) => {
	const app: App = await homes.serves();
	const [ann, ben] = await meet(people, inHomeB, { app });
	const met = Date.now();
	await Promise.all([ann.reads(en.network_noPath, 16_000), ben.reads(en.network_noPath, 16_000)]);
	expect(Date.now() - met).toBeLessThan(15_000);
	await Promise.all([ann.reads(/TURN relay.*README/), ben.reads(/TURN relay.*README/)]);

	const disconnect = homes.connects();
	await seeAndHear(ann, ben);
	await Promise.all([ann.doesNotRead(en.network_noPath), ben.doesNotRead(en.network_noPath)]);
	disconnect();
	await app.kill();
});
