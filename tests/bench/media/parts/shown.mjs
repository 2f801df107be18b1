/** Goals 1, 10 and 11: pictures as large as they are shown, none that nobody sees, and text that can be read. */
import { setTimeout as pause } from 'node:timers/promises';
import { goal, goalAtLeast } from '../../lib/goals.mjs';
import { APPS, OURS, RTT } from '../call.mjs';
import { observe } from '../observe.mjs';
import { rungOf } from '../rung.mjs';

/** @typedef {import('./part').Part} Part @typedef {import('../call.mjs').Call} Call */

const LARGE = { width: 1280, height: 720 };
const SMALL = { width: 480, height: 420 };
/** Until the path has been found to carry the largest, and until a new size is there (ms). */
const SETTLED = 10_000;
const CHANGED_WITHIN = 5_000;

/** @type {Part} */
export const size = {
	name: 'size',
	title: `A window of ${LARGE.width}×${LARGE.height} becomes one of ${SMALL.width}×${SMALL.height}, and grows again`,
	rows: APPS,
	watchers: 1,
	columns: [
		{ head: 'shown at, large', key: 'neededLarge' },
		{ head: 'the table’s rung', key: 'rungLarge' },
		{ head: 'sent', key: 'sentLarge' },
		{ head: 'shown at, small', key: 'neededSmall' },
		{ head: 'the table’s rung', key: 'rungSmall' },
		{ head: 'sent', key: 'sentSmall' },
		{ head: 'ms to shrink', key: 'shrink' },
		{ head: 'ms to grow', key: 'grow' }
	],
	async measure(call) {
		await pause(SETTLED);
		const large = await look(call);
		const shrink = await resize(call, SMALL);
		const small = await look(call);
		const grow = await resize(call, LARGE);
		const { limits } = await call.sender.evaluate(() => globalThis.eye.stats());
		return {
			limits,
			figures: {
				neededLarge: large.needed,
				rungLarge: large.rung,
				sentLarge: large.sent,
				neededSmall: small.needed,
				rungSmall: small.rung,
				sentSmall: small.sent,
				shrink,
				grow
			}
		};
	},
	goals: (of) => [
		...['Large', 'Small'].map((window) => ({
			number: 1,
			...goal(
				`rows between what is sent and the table’s rung, ${window.toLowerCase()} window`,
				Math.abs(of(OURS, `sent${window}`) - of(OURS, `rung${window}`)),
				0
			)
		})),
		{ number: 1, ...goal('ms to grow', of(OURS, 'grow'), 500) },
		{ number: 1, ...goal('ms to shrink', of(OURS, 'shrink'), 2_000) }
	]
};

/** @param {Call} call */
async function look({ watcher }) {
	const needed = await watcher.evaluate(() => globalThis.eye.needed());
	const sent = await watcher.evaluate(() => globalThis.eye.shown.at(-1)?.height ?? NaN);
	return { needed, sent, rung: rungOf(needed) };
}

/** How long until pictures are as large as the new window needs; Infinity: never. @param {Call} call @param {typeof LARGE} window */
async function resize(call, window) {
	const before = await look(call);
	const from = Date.now();
	await call.watcher.setViewportSize(window);
	await pause(CHANGED_WITHIN);
	const { rung } = await look(call);
	// What was that large before has not followed.
	if (before.sent === rung) return Infinity;
	const at = await call.watcher.evaluate(
		({ from, rung }) => globalThis.eye.shown.find(({ at, height }) => at > from && height === rung)?.at,
		{ from, rung }
	);
	return at === undefined ? Infinity : at - from;
}

/** From then on nothing is to be sent (ms). */
const HIDDEN = 6_000;

/** @type {Part} */
export const hidden = {
	name: 'hidden',
	title: 'The page of who watches is behind another one, and comes back',
	rows: APPS,
	watchers: 1,
	columns: [
		{ head: 'kbit/s before', key: 'before' },
		{ head: `kbit/s after ${HIDDEN / 1_000} s`, key: 'video', digits: 1 },
		{ head: 'of sound', key: 'audio', digits: 1 },
		{ head: 'ms until a picture is back', key: 'back' }
	],
	async measure(call) {
		await pause(4_000);
		const before = await observe(call, 2_000);
		await becomes(call, 'hidden');
		await pause(HIDDEN);
		const { figures, limits } = await observe(call, 4_000);
		const from = await becomes(call, 'visible');
		const back = await call.watcher
			.waitForFunction((after) => globalThis.eye.shown.find(({ at }) => at > after)?.at, from, {
				polling: 20,
				timeout: CHANGED_WITHIN
			})
			.then(async (at) => Number(await at.jsonValue()) - from)
			.catch(() => Infinity);
		return { limits, figures: { ...figures, before: before.figures.video, back } };
	},
	goals: (of) => [
		{ number: 10, ...goal('kbit/s of pictures that nobody sees', of(OURS, 'video'), 5, 1) },
		{ number: 10, ...goal('ms until a picture is back', of(OURS, 'back'), RTT + 300) }
	]
};

/** As the browser says it when another tab comes to the front: Playwright's pages are all visible. @param {Call} call @param {'hidden' | 'visible'} state */
const becomes = ({ watcher }, state) =>
	watcher.evaluate((state) => {
		Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state });
		Object.defineProperty(document, 'hidden', { configurable: true, get: () => state === 'hidden' });
		document.dispatchEvent(new Event('visibilitychange'));
		return performance.timeOrigin + performance.now();
	}, state);

/** @type {Part} */
export const screen = {
	name: 'screen',
	title: 'A screen of text is shared',
	rows: APPS,
	watchers: 1,
	columns: [
		{ head: 'SSIM after 2 s', key: 'ssim', digits: 3 },
		{ head: 'after 6 s', key: 'later', digits: 3 },
		{ head: 'kbit/s, with the camera', key: 'video' },
		{ head: 'shown height', key: 'shownHeight' },
		{ head: 'cores busy, %', key: 'busy' }
	],
	async measure(call) {
		await pause(5_000);
		await call.sender.getByRole('button', { name: 'Share screen', exact: true }).click();
		await call.watcher.locator('[data-source=screen] video').waitFor({ state: 'attached' });
		await call.watcher.waitForFunction(
			() => document.querySelector('[data-source=screen] video')?.checkVisibility({ visibilityProperty: true }) ?? false
		);
		await pause(2_000);
		const ssim = await call.watcher.evaluate(() => globalThis.eye.screenLikeness());
		const { figures, limits } = await observe(call, 4_000);
		const later = await call.watcher.evaluate(() => globalThis.eye.screenLikeness());
		const shownHeight = await call.watcher
			.locator('[data-source=screen] video')
			.evaluate((video) => (video instanceof HTMLVideoElement ? video.videoHeight : NaN));
		return { limits, figures: { ...figures, ssim, later, shownHeight } };
	},
	goals: (of) => [
		{ number: 11, ...goalAtLeast('SSIM of shared text after 2 s', of(OURS, 'ssim'), 0.98, 3) },
		{ number: 11, ...goal('kbit/s of it, with the camera', of(OURS, 'video'), 2_500) }
	]
};
