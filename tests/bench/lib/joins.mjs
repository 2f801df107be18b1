/** Measures joins of all rows at all round-trip times. Each round has them all, so that a busy moment affects all alike. */
import { median, show, slope, table } from './figures.mjs';
import { FLOOR, measureJoin, ROWS } from './join.mjs';

/** @typedef {import('./record').Join} Join @typedef {import('./stage.mjs').Stage} Stage */

export const RTTS = [0, 75, 150];

/**
 * @param {Stage} stage
 * @param {{ rounds: number, until: number, signal: AbortSignal }} bounds `until`: no round begins after this time
 */
export async function measureJoins(stage, { rounds, until, signal }) {
	/** @type {Join[]} */
	const joins = [];
	/** @type {string[]} */
	const failures = [];

	/** @param {import('./join.mjs').Row} row @param {number} rtt */
	async function attempt(row, rtt) {
		try {
			joins.push(await measureJoin(stage, row, rtt));
		} catch (error) {
			signal.throwIfAborted();
			failures.push(`${row.name}, RTT ${rtt} ms: ${String(error).split('\n')[0]}`);
		}
	}
	// A browser's first join takes longer than all others and does not count.
	for (const row of ROWS) await attempt(row, 0);
	joins.length = 0;
	for (let round = 0; round < rounds && Date.now() < until; round += 1) {
		for (const rtt of RTTS) {
			await stage.network.setRTT(rtt);
			for (const row of ROWS) await attempt(row, rtt);
		}
		process.stderr.write(`  round ${round + 1} of ${rounds}: ${joins.length} joins, ${failures.length} failed\n`);
	}
	await stage.network.setRTT(0);
	return { joins, failures };
}

/** @param {readonly Join[]} joins @param {string} row @param {(join: Join) => number} value */
function times(joins, row, value) {
	const medians = RTTS.map((rtt) => median(joins.filter((join) => join.row === row && join.rtt === rtt).map(value)));
	return { medians, trips: slope(medians.map((ms, i) => [RTTS[i] ?? NaN, ms])) };
}

/** @param {readonly Join[]} joins */
export function summariseJoins(joins) {
	return ROWS.map(({ name }) => ({
		row: name,
		joins: joins.filter(({ row }) => row === name).length,
		connected: times(joins, name, ({ joiner }) => joiner.connected),
		joiner: times(joins, name, ({ joiner }) => joiner.framed),
		waiter: times(joins, name, ({ waiter }) => waiter.framed)
	}));
}

/** @param {ReturnType<typeof summariseJoins>} summary @param {boolean} emulated */
export function joinTable(summary, emulated) {
	const floor = summary.find(({ row }) => row === FLOOR);
	const ratio = (/** @type {number} */ trips, /** @type {number} */ of) => show(trips / of, 2);
	const what = emulated ? 'R' : 'R in signalling';
	return table([
		['', 'joins', ...['joiner', 'waiter'].flatMap((who) => [...RTTS.map((r) => `${who} ${r}`), what, '× floor'])],
		...summary.map(({ row, joins, joiner, waiter }) => [
			row,
			String(joins),
			...joiner.medians.map((ms) => show(ms)),
			show(joiner.trips, 2),
			ratio(joiner.trips, floor?.joiner.trips ?? NaN),
			...waiter.medians.map((ms) => show(ms)),
			show(waiter.trips, 2),
			ratio(waiter.trips, floor?.waiter.trips ?? NaN)
		])
	]);
}

/** Bytes and messages on the joiner's sockets from the lobby to the first frame, and requests after the click. @param {readonly Join[]} joins */
export function summariseSignalling(joins) {
	return ROWS.map(({ name }) => {
		const joiners = joins.filter(({ row }) => row === name).map(({ joiner }) => joiner);
		const of = (/** @type {'sent' | 'got'} */ way) =>
			joiners.map(({ messages }) => messages.filter((m) => m.way === way));
		const total = (/** @type {{ bytes: number }[]} */ list) => list.reduce((sum, { bytes }) => sum + bytes, 0);
		return {
			row: name,
			sent: median(of('sent').map(({ length }) => length)),
			got: median(of('got').map(({ length }) => length)),
			bytes: median(joiners.map(({ messages }) => total(messages))),
			mostBytes: Math.max(...joiners.map(({ messages }) => total(messages))),
			mostRequests: Math.max(...joiners.map(({ requests }) => requests.filter(({ at }) => at > 0).length))
		};
	});
}

/** @param {ReturnType<typeof summariseSignalling>} summary */
export function signallingTable(summary) {
	return table([
		['', 'sent', 'got', 'bytes', 'most bytes', 'HTTP after the click'],
		...summary.map(({ row, ...figures }) => [row, ...Object.values(figures).map((figure) => show(figure))])
	]);
}
