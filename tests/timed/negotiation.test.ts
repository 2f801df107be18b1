/** What browsers may do to offers and answers, and how many of them it takes. */
import { expect } from 'vitest';
import en from '../../messages/en.json';
import { seeAndHear, type Person } from '../browser/support/person';
import { openSharedTab } from '../browser/support/shared-tab';
import { test } from '../browser/support/test';
import { until } from '../browser/support/until';

/** Longer than media is waited for before ICE is restarted in vain. */
const OUTAGE = 7_000;

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

test('a network that comes back takes one offer', async ({ people }) => {
	const [ann] = await people.inCall('Ann');
	const ben = await people.arrives('Ben', { canLoseNetwork: true, until: 'open' });
	const offers: { by: string; at: number }[] = [];
	for (const { name, page } of [ann, ben])
		page.on('websocket', (socket) => {
			socket.on('framesent', ({ payload }) => {
				if (String(payload).includes('"type":"offer"')) offers.push({ by: name, at: Date.now() });
			});
		});
	await ben.startsCall();
	await Promise.all([ann.seesPictureOf(ben), ben.seesPictureOf(ann)]);
	const lost = await ben.losesNetwork();
	await until('the outage is over', () => Date.now() - lost > OUTAGE);
	await ben.getsNetworkBack();
	const back = Date.now();
	await ben.isIn('inCall');
	await Promise.all([ann.seesPictureOf(ben), ben.seesPictureOf(ann)]);
	expect(offers.filter(({ at }) => at > back)).toMatchObject([{ by: 'Ben' }]);
});
