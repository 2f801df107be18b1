/** What both ends of a call see, hear and use in so many milliseconds. */
import { cpus } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { cpuOf } from '../lib/usage.mjs';
import { intervalsOf, latenciesOf, percentile, soundLatencies, withoutRepeats } from './seen.mjs';
import { median } from '../lib/figures.mjs';

/** @typedef {import('./call.mjs').Call} Call */

/** Milliseconds that all cores together have worked, and have had. */
function cores() {
	const times = cpus().map(({ times }) => times);
	const idle = times.reduce((sum, time) => sum + time.idle, 0);
	const all = times.reduce((sum, { user, nice, sys, idle, irq }) => sum + user + nice + sys + idle + irq, 0);
	return { busy: all - idle, all };
}

/** @param {Call} call */
async function measure({ sender, watcher, network }) {
	const [sent, got] = await Promise.all([sender, watcher].map((page) => page.evaluate(() => globalThis.eye.stats())));
	if (!sent || !got) throw new Error('There are no statistics.');
	return { sent, got, cpu: cpuOf(network.pids('A')), cores: cores() };
}

/** @param {Call} call @param {number} ms */
export async function observe(call, ms) {
	const { sender, watcher } = call;
	await Promise.all([sender, watcher].map((page) => page.evaluate(() => globalThis.eye.clear())));
	const before = await measure(call);
	await pause(ms);
	const after = await measure(call);
	const [captured, own] = await sender.evaluate(
		() => /** @type {const} */ ([globalThis.eye.captured, globalThis.eye.chirps.own])
	);
	const [shown, others] = await watcher.evaluate(
		() => /** @type {const} */ ([globalThis.eye.shown, globalThis.eye.chirps.others])
	);

	const seconds = (after.sent.at - before.sent.at) / 1_000;
	const grew = (/** @type {'sent' | 'got'} */ end, /** @type {keyof import('./eye/stats').Counts} */ key) =>
		after[end][key] - before[end][key];
	const fresh = withoutRepeats(shown);
	const [picture, sound] = [latenciesOf(captured, shown), soundLatencies(own, others)];
	return {
		captured,
		shown,
		limits: after.sent.limits,
		codecs: after.sent.codecs,
		figures: {
			/** Pictures a second that the camera gave, and that were shown. */
			camera: captured.length / seconds,
			rate: fresh.length / seconds,
			/** The longest time without a new picture, in ms. */
			gap: Math.max(...intervalsOf(fresh, ms)),
			repeats: (100 * (shown.length - fresh.length)) / shown.length,
			height: median(shown.map(({ height }) => height)),
			/** kbit/s */
			video: (8 * grew('sent', 'videoBytes')) / seconds / 1_000,
			audio: (8 * grew('sent', 'audioBytes')) / seconds / 1_000,
			believed: after.sent.believed,
			/** ms of encoding in a second; percent of a core that pages of the sender use, and all of its browser. */
			encoding: grew('sent', 'encoding') / seconds,
			pages: (after.cpu.pages - before.cpu.pages) / seconds / 10,
			browser: (after.cpu.all - before.cpu.all) / seconds / 10,
			/** Percent. */
			concealed: (100 * grew('got', 'concealed')) / grew('got', 'samples'),
			busy: (100 * (after.cores.busy - before.cores.busy)) / (after.cores.all - before.cores.all),
			/** ms from camera to screen, and from microphone to ear; and how much later pictures are. */
			latency: median(picture),
			latency95: percentile(picture, 95),
			sound: median(sound),
			apart: Math.abs(median(picture) - median(sound))
		}
	};
}
