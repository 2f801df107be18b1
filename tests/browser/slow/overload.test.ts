/**
 * A processor that is too slow, as the browser would say it: a real one can't be made so slow that a browser says it in time, and no
 * slower than that, on every machine that runs the tests.
 */
import { expect } from 'vitest';
import en from '../../../messages/en.json';
import type { Person } from '../support/person';
import { test } from '../support/test';
import { until } from '../support/until';

/** Five times three looks at the encoders, two seconds apart, and as long again on a busy machine (ms). */
const STEPS = 60_000;

/** From now on the browser says that the processor limits what it sends. */
const isTooSlow = ({ page }: Person) =>
	page.evaluate(() => {
		const getStats = Reflect.get(RTCPeerConnection.prototype, 'getStats');
		RTCPeerConnection.prototype.getStats = async function (selector) {
			const rows = [...(await getStats.call(this, selector)).entries()] as [string, { type: string; kind?: string }][];
			const isSent = ({ type, kind }: { type: string; kind?: string }) => type === 'outbound-rtp' && kind === 'video';
			return new Map(
				rows.map(([id, row]) => [id, isSent(row) ? { ...row, qualityLimitationReason: 'cpu' } : row] as const)
			);
		};
	});

type Limits = { maxFramerate?: number; scaleResolutionDownTo?: { maxHeight: number } };
const limitsOf = ({ page }: Person): Promise<Limits | undefined> =>
	page.evaluate(() => {
		const senders = window.probe.connections.flatMap((pc) =>
			pc.connectionState === 'connected' ? pc.getSenders() : []
		);
		return senders.find(({ track }) => track?.kind === 'video')?.getParameters().encodings[0];
	});

test('gets fewer pictures to send, then smaller ones; when the least is too much the page says so, and offers audio only', async ({
	people
}) => {
	const [ann, ben] = await people.inCall('Ann', 'Ben');
	await ann.seesPictureOf(ben);
	await isTooSlow(ann);
	await until('fewer pictures are sent', async () => (await limitsOf(ann))?.maxFramerate === 15, STEPS);
	expect((await limitsOf(ann))?.scaleResolutionDownTo?.maxHeight).toBeGreaterThan(180);
	await until(
		'smaller ones are sent',
		async () => (await limitsOf(ann))?.scaleResolutionDownTo?.maxHeight === 180,
		STEPS
	);
	await ben.seesPictureOf(ann);

	await ann.reads(en.overloaded, STEPS);
	await ben.seesPictureOf(ann);
	await ann.page.locator('.note').getByRole('button', { name: en.pictures_audio_only }).click();
	await ann.doesNotRead(en.overloaded);
	await Promise.all([ann.hasOff('camera', true), ben.seesThatOff('camera', ann), ben.hears(ann)]);
});
