/** What browsers may do to offers and answers, and how many of them it takes. */
import { expect } from 'vitest';
import en from '../../messages/en.json';
import { seeAndHear, type Person } from '../browser/support/person';
import { openSharedTab } from '../browser/support/shared-tab';
import { test, type People } from '../browser/support/test';
import { until } from '../browser/support/until';

/** Longer than media is waited for before ICE is restarted in vain. */
const OUTAGE = 7_000;
/** A little longer than it takes to find the server silent. */
const SHORT_OUTAGE = 3_000;

/** The next answer that the page is to apply is refused, as Chromium has refused some of Firefox's offers. */
const refuseNextAnswer = (person: Person) =>
	person.page.evaluate(() => {
		const { prototype } = RTCPeerConnection;
		const apply: (description: RTCSessionDescriptionInit) => Promise<void> = Reflect.get(
			prototype,
			'setRemoteDescription'
		);
		Object.assign(prototype, {
			setRemoteDescription(description: RTCSessionDescriptionInit) {
				if (description.type !== 'answer') return apply.call(this, description);
				Object.assign(prototype, { setRemoteDescription: apply });
				return Promise.reject(new DOMException('Failed to parse codecs correctly.', 'OperationError'));
			}
		});
	});

test('an answer that cannot be applied leads to a fresh connection', async ({ people }) => {
	const [ann, ben] = await people.inCall('Ann', 'Ben');
	await openSharedTab(ann.context);
	await Promise.all([ann.seesPictureOf(ben), ben.seesPictureOf(ann)]);
	await refuseNextAnswer(ann);
	await ann.page.bringToFront();
	await ann.presses(en.share_screen);
	await ben.seesPictureOf(ann, 'screen');
	await seeAndHear(ann, ben);
});

/** Notes each offer to someone that the page sends from now on, also on sockets that are open. What this returns tells when that was. */
async function notesOffers({ page }: Person): Promise<() => Promise<number[]>> {
	const sent = await page.evaluateHandle(() => {
		const times: number[] = [];
		const { prototype } = WebSocket;
		const send: (message: string) => void = Reflect.get(prototype, 'send');
		Object.assign(prototype, {
			send(this: WebSocket, message: string) {
				if (message.includes('"type":"offer"')) times.push(Date.now());
				send.call(this, message);
			}
		});
		return times;
	});
	return () => sent.jsonValue();
}

/** Each with the offers that they have sent since. */
async function meet(people: People) {
	const [ann] = await people.inCall('Ann');
	const ben = await people.arrives('Ben', { canLoseNetwork: true });
	await ben.startsCall();
	await seeAndHear(ann, ben);
	return { ann, ben, ofAnn: await notesOffers(ann), ofBen: await notesOffers(ben) };
}

test('a network that comes back takes one offer, of whoever had lost it', async ({ people }) => {
	const { ann, ben, ofAnn, ofBen } = await meet(people);
	const lost = await ben.losesNetwork();
	await until('the outage is over', () => Date.now() - lost > OUTAGE);
	await ben.getsNetworkBack();
	const back = Date.now();
	await ben.isIn('inCall');
	await seeAndHear(ann, ben);
	const later = (offers: number[]) => offers.filter((at) => at > back).length;
	expect({ ann: later(await ofAnn()), ben: later(await ofBen()) }).toEqual({ ann: 0, ben: 1 });
});

test('a server that was out of reach for three seconds while media went on takes no offer', async ({ people }) => {
	const { ann, ben, ofAnn, ofBen } = await meet(people);
	await ben.losesSignalling();
	const lost = Date.now();
	await ben.isIn('reconnecting');
	await until('the outage is over', () => Date.now() - lost > SHORT_OUTAGE);
	await ben.getsNetworkBack();
	await ben.isIn('inCall');
	const back = Date.now();
	// As long as a repair that began then would wait before it makes an offer.
	await until('nothing is repaired any more', () => Date.now() - back > SHORT_OUTAGE);
	await seeAndHear(ann, ben);
	expect({ ann: await ofAnn(), ben: await ofBen() }).toEqual({ ann: [], ben: [] });
});
