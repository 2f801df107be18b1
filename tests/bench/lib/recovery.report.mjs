import { median, show, table } from './figures.mjs';
import { goal } from './goals.mjs';
import { OURS } from './join.mjs';
import { JANUS, LEAVE, OUTAGES, RESTART, STEADY } from './recovery.mjs';

/** The path outlives a short outage, and what counts is the next picture. After a long one it is found again, as the floor does. */
const SHORT_WITHIN = 900;
const LONG_TIMES_FLOOR = 1.15;
const NEWCOMER_TIMES_FLOOR = 1.2;

/** @typedef {ReturnType<typeof summariseRecovery>} Summary @typedef {'waiter' | 'joiner'} Who */

/** Medians; Infinity: never, in more than half of the rounds. @param {Awaited<ReturnType<typeof import('./recovery.mjs').measureRecovery>>} measured */
export function summariseRecovery({ rows, figures }) {
	return rows.map((name) => {
		const of = (/** @type {string} */ what) => {
			const found = figures.filter((figure) => figure.row === name && figure.what === what);
			return {
				waiter: median(found.map(({ waiter }) => waiter)),
				joiner: median(found.map(({ joiner }) => joiner)),
				never: found.filter(({ waiter, joiner }) => waiter === Infinity || joiner === Infinity).length,
				rounds: found.length
			};
		};
		return { row: name, outages: OUTAGES.map((outage) => of(String(outage))), restart: of(RESTART), leave: of(LEAVE) };
	});
}

/** Unknown, and so no goal met, if the floor was not measured or never came back. @param {number} ms @param {number | undefined} floor */
const timesFloor = (ms, floor = Infinity) => (floor === Infinity ? NaN : ms / floor);

/** @param {number} ms */
const time = (ms) => (ms === Infinity ? 'never' : show(ms));

/** @param {Summary} summary */
export function recoveryTable(summary) {
	const floor = summary.find(({ row }) => row === STEADY);
	const head = OUTAGES.flatMap((ms) => [`${ms / 1_000} s: A sees B`, '× floor', 'B sees A', '× floor', 'never']);
	const rows = summary.map(({ row, outages }) => [
		row,
		...outages.flatMap(({ waiter, joiner, never, rounds }, index) => [
			time(waiter),
			show(timesFloor(waiter, floor?.outages[index]?.waiter), 2),
			time(joiner),
			show(timesFloor(joiner, floor?.outages[index]?.joiner), 2),
			`${never}/${rounds}`
		])
	]);
	return table([['', ...head], ...rows, ...missing(summary, head.length)]);
}

/** @param {Summary} summary */
export function serverTable(summary) {
	const floor = summary.find(({ row }) => row === STEADY);
	const head = ['longest gap', 'newcomer sees someone', '× floor', 'never', 'closed tab is gone'];
	const rows = summary.map(({ row, restart: { waiter, joiner, never, rounds }, leave }) => [
		row,
		time(waiter),
		time(joiner),
		show(timesFloor(joiner, floor?.restart.joiner), 2),
		`${never}/${rounds}`,
		time(leave.waiter)
	]);
	return table([['', ...head], ...rows, ...missing(summary, head.length)]);
}

/** @param {Summary} summary @param {number} columns */
function missing(summary, columns) {
	if (summary.some(({ row }) => row === JANUS)) return [];
	return [[`${JANUS}: not here, on Debian root can install it`, ...Array.from({ length: columns }, () => '—')]];
}

/** @param {Summary} summary */
export function recoveryGoals(summary) {
	const [ours, floor] = [OURS, STEADY].map((name) => summary.find(({ row }) => row === name));
	const outages = /** @type {Who[]} */ (['waiter', 'joiner']).flatMap((who) => {
		const [short, long] = ours?.outages ?? [];
		const until = who === 'waiter' ? 'until A sees B' : 'until B sees A';
		const ratio = timesFloor(long?.[who] ?? NaN, floor?.outages[1]?.[who]);
		return [
			goal(`ms after an outage of 5 s, ${until}`, short?.[who] ?? NaN, SHORT_WITHIN),
			goal(`× floor after an outage of 25 s, ${until}`, ratio, LONG_TIMES_FLOOR, 2)
		];
	});
	const newcomer = timesFloor(ours?.restart.joiner ?? NaN, floor?.restart.joiner);
	return [
		...outages,
		goal('× floor after the server is back, until a newcomer sees someone', newcomer, NEWCOMER_TIMES_FLOOR, 2)
	];
}
