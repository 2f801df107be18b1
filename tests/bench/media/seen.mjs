/** What frames and chirps say of the way from one page to another. Times are ms. */
import { CLIP } from './clip/picture.mjs';
import { CHIRP_EVERY } from './clip/sound.mjs';

/** @typedef {import('./eye/eye').Frame} Frame */

/** A picture comes again after this time, and cannot be told from the one before. */
const CLIP_LASTS = (1_000 * CLIP.pictures) / CLIP.rate;

/** From camera to screen, of each picture that was shown and whose number could be read. @param {readonly Frame[]} captured @param {readonly Frame[]} shown */
export function latenciesOf(captured, shown) {
	return withoutRepeats(shown).flatMap(({ at, number }) => {
		if (number === null) return [];
		const source = captured.findLast((frame) => frame.number === number && frame.at <= at);
		return source && at - source.at < CLIP_LASTS ? [at - source.at] : [];
	});
}

/** A picture that cannot be read is a new one. @param {readonly Frame[]} shown */
export const withoutRepeats = (shown) =>
	shown.filter(({ number }, index) => number === null || number !== shown[index - 1]?.number);

/** Between pictures; all the time if there were none. @param {readonly Frame[]} frames @param {number} ms of observation */
export function intervalsOf(frames, ms) {
	if (frames.length < 2) return [ms];
	return frames.slice(1).map(({ at }, index) => at - (frames[index]?.at ?? at));
}

/** From microphone to ear, of each chirp that was heard. @param {readonly number[]} own @param {readonly number[]} others */
export function soundLatencies(own, others) {
	return others.flatMap((at) => {
		const source = own.findLast((said) => said <= at);
		return source !== undefined && at - source < CHIRP_EVERY ? [at - source] : [];
	});
}

/** @param {readonly number[]} values @param {number} percent */
export function percentile(values, percent) {
	const sorted = values.toSorted((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.floor((percent / 100) * sorted.length))] ?? NaN;
}

/**
 * How long it takes from `from` until pictures come at this rate, and go on to for all that was seen; Infinity if they never do.
 * @param {readonly Frame[]} shown @param {{ from: number, until: number, rate: number }} options
 */
export function steadyAfter(shown, { from, until, rate }) {
	const fresh = withoutRepeats(shown);
	let since = until;
	for (let start = until - 1_000; start >= from; start -= 250) {
		const count = fresh.filter(({ at }) => at >= start && at < start + 1_000).length;
		if (count < rate) break;
		since = start;
	}
	return since === until ? Infinity : since - from;
}
