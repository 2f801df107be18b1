/** Goals 3, 5, 6, 7 and 8: two people, and what becomes of pictures and sound on a path that is narrow or loses packets. */
import { setTimeout as pause } from 'node:timers/promises';
import { goal, goalAtLeast } from '../../lib/goals.mjs';
import { ALL, APPS, BARE, BEFORE, OURS, RTT, setPath } from '../call.mjs';
import { observe } from '../observe.mjs';

/** @typedef {import('./part').Part} Part @typedef {import('../call.mjs').Call} Call */

/** kbit/s */
const WIDE = 2_500;
const NARROW = 500;
/** What a path is measured by: as much as before, but for noise. */
const BACK = 0.9;
const HEIGHT = 720;
/** In a smaller one the call's own controls leave less than 600 lines for the picture, and the table says 540. */
const WINDOW = { width: 1600, height: 900 };
/** How many pictures are compared. */
const COMPARED = 12;

/** Until the sender has found out how much the path carries (ms). */
const FOUND = 12_000;
const BACK_WITHIN = 22_000;

/** @param {Call} call */
const compare = ({ watcher }, height = HEIGHT, count = COMPARED) =>
	watcher.evaluate(({ height, count }) => globalThis.eye.likeness(height, count), { height, count });

/** @param {readonly { psnr: number, ssim: number }[]} likenesses @param {'psnr' | 'ssim'} key */
export const mean = (likenesses, key) => likenesses.reduce((sum, one) => sum + one[key], 0) / likenesses.length;

/** @param {Call} call */
const listen = ({ sender, watcher }) =>
	Promise.all([sender, watcher].map((page) => page.evaluate(() => globalThis.eye.listen())));

/** @type {Part} */
export const picture = {
	name: 'picture',
	title: `Two people on ${WIDE / 1_000} Mbit/s`,
	rows: ALL,
	watchers: 1,
	columns: [
		{ head: 'camera /s', key: 'camera', digits: 1 },
		{ head: 'shown /s', key: 'rate', digits: 1 },
		{ head: 'height', key: 'height' },
		{ head: '% at 720', key: 'full' },
		{ head: 'PSNR', key: 'psnr', digits: 1 },
		{ head: 'SSIM', key: 'ssim', digits: 3 },
		{ head: 'kbit/s', key: 'video' },
		{ head: 'sound', key: 'audio' },
		{ head: 'believed', key: 'believed' },
		{ head: 'latency', key: 'latency' },
		{ head: 'p95', key: 'latency95' },
		{ head: 'of sound', key: 'sound' },
		{ head: 'repeats %', key: 'repeats', digits: 1 },
		{ head: 'sender’s page, % of a core', key: 'pages' },
		{ head: 'cores busy, %', key: 'busy' }
	],
	async measure(call) {
		await call.watcher.setViewportSize(WINDOW);
		await setPath(call.network, { rate: WIDE });
		await pause(FOUND);
		await listen(call);
		const { figures, shown, limits } = await observe(call, 8_000);
		const full = (100 * shown.filter(({ height }) => height >= HEIGHT).length) / shown.length;
		const likenesses = await compare(call);
		return { limits, figures: { ...figures, full, psnr: mean(likenesses, 'psnr'), ssim: mean(likenesses, 'ssim') } };
	},
	goals: (of) => [
		{ number: 3, ...goalAtLeast('% of pictures at 720p, two people on 2.5 Mbit/s', of(OURS, 'full'), 95) },
		{ number: 3, ...goalAtLeast('pictures a second there', of(OURS, 'rate'), 28, 1) },
		{ number: 3, ...goalAtLeast('dB of PSNR at 720p more than before', of(OURS, 'psnr') - of(BEFORE, 'psnr'), 3, 1) },
		{ number: 8, ...goal('ms from camera to screen, 95th percentile', of(OURS, 'latency95'), RTT / 2 + 200) },
		{ number: 8, ...goal('ms between picture and sound', of(OURS, 'apart'), 100) }
	]
};

/** @type {Part} */
export const drop = {
	name: 'drop',
	title: `The path falls from ${WIDE / 1_000} to ${NARROW / 1_000} Mbit/s for 8 s`,
	rows: [...APPS, BARE],
	watchers: 1,
	columns: [
		{ head: 'kbit/s before', key: 'before' },
		{ head: 'kbit/s on the narrow path', key: 'video' },
		{ head: 'shown /s', key: 'rate', digits: 1 },
		{ head: 'longest freeze, ms', key: 'gap' },
		{ head: 's until 90 % is back', key: 'back', digits: 1 },
		{ head: 'cores busy, %', key: 'busy' }
	],
	async measure(call) {
		await setPath(call.network, { rate: WIDE });
		await pause(FOUND);
		const before = await observe(call, 4_000);
		await setPath(call.network, { rate: NARROW });
		const { figures, limits } = await observe(call, 8_000);
		await setPath(call.network, { rate: WIDE });
		const back = await until(call, BACK * before.figures.video);
		return { limits, figures: { ...figures, before: before.figures.video, back } };
	},
	goals: (of) => [
		{ number: 7, ...goal('ms of the longest freeze when 2.5 Mbit/s become 0.5', of(OURS, 'gap'), 1_000) },
		{ number: 7, ...goal('s until 90 % of the bits are back', of(OURS, 'back'), 20, 1) }
	]
};

/** Seconds until so many kbit/s of pictures are sent; Infinity if they never are. @param {Call} call @param {number} kilobits */
async function until({ sender }, kilobits) {
	const from = Date.now();
	/** @type {{ at: number, videoBytes: number }[]} */
	const seen = [];
	while (Date.now() - from < BACK_WITHIN) {
		await pause(500);
		seen.push(await sender.evaluate(() => globalThis.eye.stats()));
		// Over 2 s, because a key frame alone is not yet that.
		const [old, last] = [seen.at(-5), seen.at(-1)];
		if (!old || !last) continue;
		if ((8 * (last.videoBytes - old.videoBytes)) / (last.at - old.at) >= kilobits) return (last.at - from) / 1_000;
	}
	return Infinity;
}

/** kbit/s, and how long until pictures fit into them. */
const SLOW = [
	{ rate: 300, settle: 5_000, least: 15 },
	{ rate: 100, settle: 5_000, least: 7 }
];

/** @type {Part} */
export const slow = {
	name: 'slow',
	title: 'Paths of 300 and 100 kbit/s',
	rows: ALL,
	watchers: 1,
	columns: SLOW.flatMap(({ rate }) => [
		{ head: `${rate} kbit/s: shown /s`, key: `rate${rate}`, digits: 1 },
		{ head: 'height', key: `height${rate}` },
		{ head: 'latency', key: `latency${rate}` },
		{ head: 'kbit/s', key: `video${rate}` },
		{ head: 'of sound', key: `audio${rate}` },
		{ head: 'concealed %', key: `concealed${rate}`, digits: 2 }
	]),
	async measure(call) {
		await pause(3_000);
		/** @type {Record<string, number>} */
		const figures = {};
		/** @type {readonly string[]} */
		let limits = [];
		for (const { rate, settle } of SLOW) {
			await setPath(call.network, { rate });
			await pause(settle);
			const seen = await observe(call, 6_000);
			for (const [key, value] of Object.entries(seen.figures)) figures[`${key}${rate}`] = value;
			({ limits } = seen);
		}
		return { limits, figures };
	},
	goals: (of) => [
		{ number: 5, ...goal('% of sound concealed at 100 kbit/s', of(OURS, 'concealed100'), 2, 2) },
		...SLOW.map(({ rate, least }) => ({
			number: 5,
			...goalAtLeast(`pictures a second at ${rate} kbit/s`, of(OURS, `rate${rate}`), least, 1)
		}))
	]
};

const LOSSES = [10, 20];
/** As long as it takes for 500 packets of sound (ms). */
const LOSS_LASTS = 10_000;

/** @type {Part} */
export const loss = {
	name: 'loss',
	title: 'Packets are lost, each on its own',
	rows: ALL,
	watchers: 1,
	columns: LOSSES.flatMap((percent) => [
		{ head: `${percent} %: concealed %`, key: `concealed${percent}`, digits: 2 },
		{ head: 'kbit/s of sound', key: `audio${percent}`, digits: 1 },
		{ head: 'of pictures', key: `video${percent}` },
		{ head: 'shown /s', key: `rate${percent}`, digits: 1 }
	]),
	async measure(call) {
		await pause(3_000);
		/** @type {Record<string, number>} */
		const figures = {};
		/** @type {readonly string[]} */
		let limits = [];
		for (const percent of LOSSES) {
			await setPath(call.network, { loss: percent });
			await pause(2_000);
			const seen = await observe(call, LOSS_LASTS);
			for (const [key, value] of Object.entries(seen.figures)) figures[`${key}${percent}`] = value;
			({ limits } = seen);
		}
		return { limits, figures };
	},
	goals: (of) => [
		{ number: 6, ...goal('% of sound concealed at 10 % loss', of(OURS, 'concealed10'), 2, 2) },
		{ number: 6, ...goal('× before', of(OURS, 'concealed10') / of(BEFORE, 'concealed10'), 0.4, 2) },
		{ number: 6, ...goal('% of sound concealed at 20 % loss', of(OURS, 'concealed20'), 7, 2) }
	]
};
