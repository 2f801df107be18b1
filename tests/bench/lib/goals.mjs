import { show } from './figures.mjs';
import { FLOOR, OURS } from './join.mjs';

/** No method needs fewer round trips than the floor. If one seems to, the wait for the processor was longer than the network's. */
const UNSURE_BELOW = 0.8;

/**
 * @param {{
 *   joins: ReturnType<typeof import('./joins.mjs').summariseJoins>, signalling: ReturnType<typeof import('./joins.mjs').summariseSignalling>,
 *   room: ReturnType<typeof import('./full.room.mjs').summariseFullRoom>, size: Awaited<ReturnType<typeof import('./size.mjs').measureSize>>,
 *   inspector: Awaited<ReturnType<typeof import('./inspector.mjs').measureInspector>>,
 *   recorder: Awaited<ReturnType<typeof import('./recorder.mjs').measureRecorder>>, emulated: boolean
 * }} figures
 */
export function goalsOf({ joins, signalling, room, size, inspector, recorder, emulated }) {
	const ours = signalling.find(({ row }) => row === OURS);
	const trips = (/** @type {'joiner' | 'waiter'} */ who, /** @type {number} */ limit) => {
		const [got = NaN, floor = NaN] = [OURS, FLOOR].map((name) => joins.find(({ row }) => row === name)?.[who].trips);
		const { verdict, ...rest } = goal(`round trips, ${who}`, got, limit, 2);
		return { ...rest, verdict: got < UNSURE_BELOW * floor ? 'unsure' : verdict };
	};
	return [
		...(emulated ? [trips('joiner', 3.2), trips('waiter', 2.9)] : []),
		goal('bytes of signalling until the first frame', ours?.mostBytes, 7_000),
		goal('bytes of the lobby of a room of four', room.lobby, 14_600),
		goal('bytes of the welcome of a room of four', room.welcome, 14_600),
		goal('HTTP requests between click and first frame', ours?.mostRequests, 0),
		goal('kB of JavaScript until the call is up, gzip', size.page.gzip / 1_000, 110, 1),
		goal('kB of engine and link of it, gzip', size.engine.gzip / 1_000, 12, 1),
		goal('bytes of the ZEGO SDK', size.zego.plain, 0),
		goal('ms until the inspector has drawn every chart in full', inspector.draw, 200),
		goal('ms until the inspector shows the next entry', inspector.update, 16, 1),
		goal('% of a core to record an hour in which something changes every second', recorder.core, 1, 3),
		goal('MB of memory for that', recorder.memory, 5, 1),
		goal('MB of that recording', recorder.recording, 5, 1)
	];
}

/** @param {string} what @param {number | undefined} got @param {number} limit @param {number} [digits] */
export function goal(what, got = NaN, limit, digits = 0) {
	return { what, got, limit, digits, least: false, verdict: got <= limit ? 'met' : 'NOT met' };
}

/** @param {string} what @param {number | undefined} got @param {number} limit @param {number} [digits] @returns {ReturnType<typeof goal>} */
export function goalAtLeast(what, got = NaN, limit, digits = 0) {
	return { what, got, limit, digits, least: true, verdict: got >= limit ? 'met' : 'NOT met' };
}

/** `note`: what explains it. @param {readonly (ReturnType<typeof goal> & { note?: string })[]} goals */
export function printGoals(goals) {
	console.log('\nGoals\n');
	for (const { what, got, limit, least, verdict, digits, note = '' } of goals) {
		const missed =
			verdict === 'NOT met' && Number.isFinite(got) ? `, missed by ${show(Math.abs(got - limit), digits)}` : '';
		console.log(
			`${verdict.padEnd(8)} ${what}: ${show(got, digits)}, at ${least ? 'least' : 'most'} ${limit}${missed}${note}`
		);
	}
	console.log();
}
