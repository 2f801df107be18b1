/** Goals 2, 4 and 9: what six people cost, and a processor that something else needs. */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { goal, goalAtLeast } from '../../lib/goals.mjs';
import { APPS, BARE, BEFORE, OURS } from '../call.mjs';
import { observe } from '../observe.mjs';
import { steadyAfter, withoutRepeats } from '../seen.mjs';
import { mean } from './network.mjs';

/** @typedef {import('./part').Part} Part @typedef {import('../call.mjs').Call} Call */

/** @type {Part} */
export const six = {
	name: 'six',
	title: 'Six people, of whom one has a camera: what that one sends to five',
	rows: [...APPS, BARE],
	watchers: 5,
	columns: [
		{ head: 'camera /s', key: 'camera', digits: 1 },
		{ head: 'shown /s', key: 'rate', digits: 1 },
		{ head: 'height', key: 'height' },
		{ head: 'shown at', key: 'needed' },
		{ head: 'kbit/s sent', key: 'video' },
		{ head: 'SSIM at the size shown', key: 'ssim', digits: 3 },
		{ head: 'ms of encoding in 1 s', key: 'encoding' },
		{ head: 'sender’s page, % of a core', key: 'pages' },
		{ head: 'cores busy, %', key: 'busy' }
	],
	async measure(call) {
		await pause(8_000);
		const { figures, limits } = await observe(call, 8_000);
		const { watcher } = call;
		const needed = await watcher.evaluate(() => globalThis.eye.needed());
		// Pages of others don't arrange tiles: theirs is compared at the size that ours has.
		const compared = Math.min(needed, 400);
		const likenesses = await watcher.evaluate((height) => globalThis.eye.likeness(height, 8), compared);
		return { limits, figures: { ...figures, needed, ssim: mean(likenesses, 'ssim') } };
	},
	goals: (of) => [
		{ number: 2, ...goal('kbit/s of pictures to five others', of(OURS, 'video'), 2_300) },
		{ number: 2, ...goal('× before', of(OURS, 'video') / of(BEFORE, 'video'), 0.3, 2) },
		{
			number: 2,
			...goalAtLeast('SSIM at the size shown, more than before', of(OURS, 'ssim') - of(BEFORE, 'ssim'), -0.01, 3)
		},
		{
			number: 4,
			...goal('time of encoding for five others, × before', of(OURS, 'encoding') / of(BEFORE, 'encoding'), 0.7, 2)
		}
	]
};

/** Other programs work so long (ms). */
const HOG = 15_000;
/** Fewer get too small a share: the browser's threads need little, each of them. */
const HOGS_PER_CORE = 8;
const HOG_SETTLES = 10_000;
const BACK_WITHIN = 90_000;
/** Of the rate before. */
const BACK = 0.9;

/** @type {Part} */
export const busy = {
	name: 'busy',
	title: `Other programs want all cores for ${HOG / 1_000} s`,
	rows: APPS,
	watchers: 1,
	columns: [
		{ head: 'shown /s before', key: 'before', digits: 1 },
		{ head: 'height', key: 'height' },
		{ head: 'shown /s, last 5 s', key: 'late', digits: 1 },
		{ head: 's until 15/s', key: 'steady', digits: 1 },
		{ head: 'concealed %', key: 'concealed', digits: 2 },
		{ head: 'height then', key: 'lateHeight' },
		{ head: 's until all is back', key: 'back', digits: 1 }
	],
	async measure(call) {
		await pause(10_000);
		const before = await observe(call, 3_000);
		const from = Date.now();
		// Each in a session of its own: Linux shares processors out among sessions. They end by themselves, whatever becomes of us.
		for (let hog = 0; hog < HOGS_PER_CORE * availableParallelism(); hog += 1)
			spawn(process.execPath, ['-e', `while (Date.now() < ${from + HOG});`], { detached: true, stdio: 'ignore' });
		const seen = await observe(call, HOG);
		const until = from + HOG;
		const late = withoutRepeats(seen.shown).filter(({ at }) => at >= from + HOG_SETTLES && at < until);
		const back = await isBack(call, before.figures);
		return {
			limits: seen.limits,
			figures: {
				...seen.figures,
				before: before.figures.rate,
				height: before.figures.height,
				late: (late.length * 1_000) / (HOG - HOG_SETTLES),
				lateHeight: late.at(-1)?.height ?? NaN,
				steady: steadyAfter(seen.shown, { from, until, rate: 15 }) / 1_000,
				back
			}
		};
	},
	goals: (of) => [
		{ number: 9, ...goal('s until 15 pictures a second while others want all cores', of(OURS, 'steady'), 10, 1) },
		{ number: 9, ...goal('% of sound concealed meanwhile', of(OURS, 'concealed'), 2, 2) },
		{ number: 9, ...goal('s until all is back afterwards', of(OURS, 'back'), 90, 1) }
	]
};

/** Seconds until as many pictures come as before, as large; Infinity: never. @param {Call} call @param {{ rate: number, height: number }} before */
async function isBack(call, { rate, height }) {
	const from = Date.now();
	while (Date.now() - from < BACK_WITHIN) {
		const { figures } = await observe(call, 2_000);
		if (figures.rate >= BACK * rate && figures.height >= height) return (Date.now() - from) / 1_000;
	}
	return Infinity;
}
