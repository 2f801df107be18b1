/**
 * Measures how soon two people see each other again after an outage, how a call and a newcomer fare when the server is killed and
 * started again, and how soon someone who closed their tab is gone. Each row has the machine to itself: all at once, two cores
 * would be the slowest part.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { show } from './figures.mjs';
import { startJanus } from './janus.mjs';
import { clickStart, enterLobby, enterRoom, framed, newRoom, OURS, peer, PEERJS, quiet, ROWS } from './join.mjs';

/** @typedef {import('playwright-core').Page} Page @typedef {import('./stage.mjs').Stage} Stage */
/** @typedef {import('./join.mjs').Row} Row @typedef {import('./server.mjs').Server} Server */
/** @typedef {{ row: Row, room: string, waiter: Page, joiner: Page }} Pair */
/** @typedef {{ row: string, what: string, waiter: number, joiner: number }} Figure ms of each; Infinity: never within `PATIENCE` */

export const STEADY = 'floor: heartbeat, fresh socket, key frames';
export const JANUS = 'Janus VideoRoom';
export const OUTAGES = [5_000, 25_000];
export const RESTART = 'restart';
export const LEAVE = 'leave';

const RTT = 20;
const DOWN = 5_000;
/** By as much outages differ, at random: who tries again at fixed times would be as lucky, or unlucky, in every round. */
const SPREAD = 1_000;
const PATIENCE = 12_000;
/** Everybody's pictures are small at first, and grow for a while. */
const SETTLED = 3_000;

/** @type {Row[]} */
const ALL_ROWS = [
	{ name: STEADY, lobby: 0, url: peer('steady') },
	...ROWS.filter(({ name }) => name === PEERJS || name === OURS),
	{ name: JANUS, lobby: 0, url: peer('janus') }
];

/**
 * @param {Stage} stage
 * @param {import('./closers.mjs').Closers} closers
 * @param {{ rounds: number, until: number, signal: AbortSignal }} bounds `until`: no round begins after this time
 */
export async function measureRecovery(stage, closers, { rounds, until, signal }) {
	const janus = await startJanus(closers, stage.network);
	const rows = ALL_ROWS.filter(({ name }) => janus !== null || name !== JANUS);
	const serverOf = (/** @type {Pair} */ { row: { name } }) =>
		(name === JANUS ? janus : name === OURS ? stage.servers.app : null) ?? stage.servers.peers;
	/** @type {Figure[]} */
	const figures = [];
	/** @type {string[]} */
	const failures = [];

	/** @param {Row} row @param {(pair: Pair) => Promise<Figure[]>} measure */
	async function attempt(row, measure) {
		try {
			const measured = await measure(await meet(stage, row));
			figures.push(...measured);
			for (const { what, waiter, joiner } of measured) {
				process.stderr.write(`  ${what}, ${row.name}: ${show(waiter)}, ${show(joiner)}\n`);
			}
		} catch (error) {
			signal.throwIfAborted();
			failures.push(`${row.name}: ${firstLine(error)}`);
		} finally {
			await stage.closePages();
		}
	}
	await stage.network.setRTT(RTT);
	// A browser's first join takes longer than all others.
	for (const row of rows) await attempt(row, () => Promise.resolve([]));
	for (let round = 0; round < rounds && Date.now() < until; round += 1) {
		for (const row of rows) {
			for (const ms of OUTAGES) await attempt(row, (pair) => outage(stage, pair, ms));
			await attempt(row, (pair) => restart(stage, pair, serverOf(pair)));
		}
		process.stderr.write(`  outages ${round + 1} of ${rounds}, ${failures.length} parts failed\n`);
	}
	await stage.network.setRTT(0);
	return { rows: rows.map(({ name }) => name), figures, failures };
}

/** @param {number} ms */
const about = (ms) => ms + SPREAD * (Math.random() - 0.5);

/** @param {unknown} error */
const firstLine = (error) => String(error).split('\n')[0] ?? '';

/** Then the joiner closes their tab, once a round. @param {Stage} stage @param {Pair} pair @param {number} ms */
async function outage(stage, pair, ms) {
	const back = (await stage.network.outage?.('B', about(ms))) ?? NaN;
	const again = await seeAgain(pair, String(ms), back);
	return ms === OUTAGES[0] ? [again, await leave(pair)] : [again];
}

/** Two people who see each other. @param {Stage} stage @param {Row} row @returns {Promise<Pair>} */
async function meet(stage, row) {
	const room = newRoom();
	const [waiter, joiner] = await Promise.all([stage.waiters.newPage(), stage.joiners.newPage()]);
	await enterRoom(waiter, row.url(stage, room, 'waiter'), RTT);
	await enterLobby(joiner, row.url(stage, room, 'joiner'));
	await quiet(joiner, row.lobby, RTT);
	await clickStart(joiner);
	await Promise.all([framed(joiner), framed(waiter)]);
	await Promise.all([waiter, joiner].map((page) => page.evaluate(() => void (globalThis.bench.frames = []))));
	await pause(SETTLED);
	return { row, room, waiter, joiner };
}

/** @param {Pair} pair @param {string} what @param {number} back @returns {Promise<Figure>} */
async function seeAgain({ row, waiter, joiner }, what, back) {
	const [one = Infinity, other = Infinity] = await Promise.all(
		[waiter, joiner].map((page) => first(page, (after) => globalThis.bench.frames?.find((at) => at > after), back))
	);
	return { row: row.name, what, waiter: one - back, joiner: other - back };
}

/** The joiner closes their tab. @param {Pair} pair @returns {Promise<Figure>} */
async function leave({ row, waiter, joiner }) {
	const gone = first(
		waiter,
		() => !document.querySelector('[data-tile]:not([data-local]) video') && performance.timeOrigin + performance.now(),
		0
	);
	const closed = Date.now();
	await joiner.close();
	return { row: row.name, what: LEAVE, waiter: (await gone) - closed, joiner: NaN };
}

/**
 * The server is killed and started again. `joiner`: until somebody who joins then sees someone; `waiter`: the longest time without
 * a picture of those who were in the call before.
 * @param {Stage} stage @param {Pair} pair @param {Server} server
 */
async function restart(stage, { row, room, waiter, joiner }, server) {
	// In a window of their own: a tab behind another one is drawn once a second.
	const newcomer = await (await stage.freshContext()).newPage();
	await enterLobby(newcomer, row.url(stage, room, 'newcomer'));
	await server.kill();
	const killed = Date.now();
	await pause(about(DOWN));
	const back = await server.start();
	const gaps = await Promise.all([waiter, joiner].map((page) => longestGap(page, killed, back)));
	const sees = await joins(newcomer);
	return [{ row: row.name, what: RESTART, waiter: Math.max(...gaps), joiner: sees - back }];
}

/** When a newcomer sees someone. @param {Page} page */
async function joins(page) {
	await clickStart(page);
	return first(page, () => globalThis.bench.framed, 0);
}

/** The longest time without a picture. @param {Page} page @param {number} from @param {number} to */
async function longestGap(page, from, to) {
	const frames = await page.evaluate(() => globalThis.bench.frames ?? []);
	const times = [from, ...frames.filter((at) => at > from && at < to), to];
	return Math.max(...times.map((at, index) => at - (times[index - 1] ?? at)));
}

/** What the page finds first; Infinity: nothing within `PATIENCE`. @param {Page} page @param {(argument: number) => unknown} find @param {number} argument */
async function first(page, find, argument) {
	try {
		const found = await page.waitForFunction(find, argument, { polling: 50, timeout: PATIENCE });
		return Number(await found.jsonValue());
	} catch {
		return Infinity;
	}
}
