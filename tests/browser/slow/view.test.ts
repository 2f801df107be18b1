/** How large pictures are sent: as large as they are shown at the other end, and not at all when nobody sees them there. */
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import en from '../../../messages/en.json';
import type { Person } from '../support/person';
import { openSharedTab } from '../support/shared-tab';
import { test } from '../support/test';
import { until } from '../support/until';

/** As long as a page is given before what nobody sees is not asked for (ms). */
const HIDDEN = 5_000;
/** Pictures a second, when the processor bears no more. */
const OVERLOADED = 15;
/** Of the sizes in which pictures are sent here. */
const SMALLEST = 90;

/** `limited`: what keeps the browser from sending more. `rate`: the most pictures a second. */
type Sent = { lines: number; bytes: number; limited: string; rate: number };

/** Of the pictures that go to the others now, one of each connection. */
const sentBy = ({ page }: Person): Promise<Sent[]> =>
	page.evaluate(async () => {
		type Row = { type: string; kind?: string } & Partial<
			Pick<RTCOutboundRtpStreamStats, 'frameWidth' | 'frameHeight' | 'bytesSent' | 'qualityLimitationReason'>
		>;
		const open = window.probe.connections.filter(({ connectionState }) => connectionState === 'connected');
		const rateOf = (pc: RTCPeerConnection) =>
			pc
				.getSenders()
				.find(({ track }) => track?.kind === 'video')
				?.getParameters().encodings[0]?.maxFramerate ?? 0;
		const rows = (
			await Promise.all(
				open.map(async (pc) =>
					([...(await pc.getStats()).values()] as Row[]).map((row) => ({ ...row, rate: rateOf(pc) }))
				)
			)
		).flat();
		return rows
			.filter(({ type, kind }) => type === 'outbound-rtp' && kind === 'video')
			.map(({ frameWidth = 0, frameHeight = 0, bytesSent = 0, qualityLimitationReason: limited = 'none', rate }) => ({
				lines: Math.min(frameWidth, frameHeight),
				bytes: bytesSent,
				limited,
				rate
			}));
	});

/**
 * On a busy machine browsers scale down further, and say so, and the app sends fewer pictures first. What is small stays small, and what
 * is large larger than that.
 */
const isSent = ({ lines, limited, rate }: Sent, wanted: number): boolean =>
	lines === wanted ||
	((limited !== 'none' || rate === OVERLOADED) && wanted > SMALLEST && lines < wanted && lines > SMALLEST);

/** From small to large. */
async function sends(person: Person, ...lines: number[]): Promise<void> {
	let last: Sent[] = [];
	const isSo = async () => {
		last = (await sentBy(person)).toSorted((a, b) => a.lines - b.lines);
		return last.length === lines.length && last.every((one, index) => isSent(one, lines[index] ?? 0));
	};
	await until(`${person.name} sends ${lines.join(' and ')} lines`, isSo).catch((error: unknown) => {
		throw new Error(`The last were ${JSON.stringify(last)}`, { cause: error });
	});
}

const SMALL = { width: 360, height: 260 };
const LARGE = { width: 1_280, height: 900 };

test('a large tile and a small one get pictures of their size, and follow the window', async ({ people }) => {
	const [ann, ben, eve] = await people.inCall('Ann', 'Ben', 'Eve');
	await ann.page.setViewportSize(LARGE);
	await eve.page.setViewportSize(SMALL);
	await sends(ben, 90, 360);
	await Promise.all([ann.seesPictureOf(ben), eve.seesPictureOf(ben)]);

	await eve.page.setViewportSize(LARGE);
	await sends(ben, 360, 360);
	await ann.page.setViewportSize(SMALL);
	await sends(ben, 90, 360);
});

test('one other who sees it large gets all of a good camera, which is used no larger than someone sees it', async ({
	people
}) => {
	// Pages of one browser share its camera, and so its size.
	const laptop = await people.ownMachine();
	const [ann] = await people.inCall('Ann');
	const ben = await people.arrives('Ben', { at: laptop.browser });
	const asked = await ben.page.evaluateHandle(() => {
		const heights: unknown[] = [];
		const resize = Reflect.get(MediaStreamTrack.prototype, 'applyConstraints');
		MediaStreamTrack.prototype.applyConstraints = function (constraints) {
			heights.push(constraints?.height);
			return resize.call(this, constraints);
		};
		return heights;
	});
	await ben.startsCall();
	await ann.seesPictureOf(ben);
	const films = (lines: number) =>
		until(`Ben films ${lines} lines`, async () => {
			const heights = await ben.page.evaluate(() =>
				window.probe.tracks
					.filter(({ kind, readyState }) => kind === 'video' && readyState === 'live')
					.map((track) => track.getSettings().height)
			);
			return String(heights) === String(lines);
		});
	await ann.page.setViewportSize(LARGE);
	await sends(ben, 720);
	await films(720);
	// A camera stands still while it is resized.
	expect(await asked.jsonValue()).toEqual([]);
	await ann.page.setViewportSize(SMALL);
	await sends(ben, 180);
	await films(360);
	await ann.page.setViewportSize(LARGE);
	await sends(ben, 720);
	await ann.seesPictureOf(ben);
});

/** What this person's pictures are sent in. */
const codecsOf = ({ page }: Person) =>
	page.evaluate(() => {
		const senders = window.probe.connections.flatMap((connection) => connection.getSenders());
		return senders
			.filter(({ track }) => track?.kind === 'video')
			.map((sender) => sender.getParameters().codecs[0]?.mimeType);
	});

test('saving data makes pictures smaller in both directions, and audio only stops those of cameras, but no shared screen, which is sent in AV1', async ({
	people
}) => {
	const [ann, ben] = await people.inCall('Ann', 'Ben');
	await Promise.all([ann, ben].map(({ page }) => page.setViewportSize(LARGE)));
	const choose = (mode: string) =>
		ann.page.getByRole('combobox', { name: en.pictures_title, exact: true, includeHidden: true }).selectOption(mode);
	await Promise.all([sends(ann, 720), sends(ben, 720)]);
	await ann.presses(en.more);
	await choose('saveData');
	await Promise.all([sends(ann, 360), sends(ben, 360)]);
	await choose('best');
	await Promise.all([sends(ann, 720), sends(ben, 720)]);

	await choose('audioOnly');
	const bytes = async () => (await sentBy(ben)).reduce((sum, one) => sum + one.bytes, 0);
	await until('no pictures are sent to Ann', async () => {
		const before = await bytes();
		await pause(1_000);
		return (await bytes()) === before;
	});
	await openSharedTab(ben.context);
	await ben.page.bringToFront();
	await ben.presses(en.share_screen);
	await ann.seesPictureOf(ben, 'screen');
	expect(await codecsOf(ben)).toContain('video/AV1');
	await choose('automatic');
	await Promise.all([ann.seesPictureOf(ben), ben.seesPictureOf(ann)]);
});

test('a page that nobody sees gets the sound only, nobody is said to be in trouble, and the pictures are back at once', async ({
	people
}) => {
	const [ann, ben] = await people.inCall('Ann', 'Ben');
	await Promise.all([ann.seesPictureOf(ben), ben.seesPictureOf(ann)]);
	const isSeen = (visibility: DocumentVisibilityState) =>
		ann.page.evaluate((visibility) => {
			Object.defineProperty(document, 'visibilityState', { value: visibility, configurable: true });
			document.dispatchEvent(new Event('visibilitychange'));
		}, visibility);
	const bytes = async () => (await sentBy(ben)).reduce((sum, one) => sum + one.bytes, 0);

	await isSeen('hidden');
	await pause(HIDDEN / 2);
	await ann.seesPictureOf(ben);
	await until('nothing more is sent', async () => {
		const before = await bytes();
		await pause(1_000);
		return (await bytes()) === before;
	});
	await Promise.all([ann.hears(ben), ben.seesPictureOf(ann)]);
	// With the microphone off as well, nothing at all comes from Ben.
	await ben.turnsOff('microphone');
	await ann.seesThatOff('microphone', ben);
	await pause(HIDDEN);
	expect(await Promise.all([ann.streamsOf(ben), ben.streamsOf(ann)])).toEqual([['playing'], ['playing']]);

	await isSeen('visible');
	await ann.seesPictureOf(ben, 'camera', 3_000);
	for (const person of [ann, ben]) {
		const states = (await person.journal()).filter(({ what }) => what === 'tile state');
		expect(states.map(({ text }) => text).filter((text) => /stalled|retrying|failed|unreachable/.test(text))).toEqual(
			[]
		);
	}
});
