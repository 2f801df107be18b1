/** Measures one join through real pages: one person waits in the room, another is in the lobby and clicks. */
import { randomUUID } from 'node:crypto';

/**
 * @typedef {import('playwright-core').Page} Page
 * @typedef {import('./stage.mjs').Stage} Stage
 * @typedef {'waiter' | 'joiner' | 'newcomer' | `joiner-${number}`} Role
 * @typedef {{ name: string, lobby: number, url(stage: Stage, room: string, role: Role): string }} Row
 * A row of the table. `lobby`: how many messages the joiner gets before the click
 */

/** @param {string} page @returns {Row['url']} */
export const peer = (page) => (stage, room, role) =>
	`${stage.peers}/${page}?room=${room}&role=${role}&peerServer=${stage.peerServer}`;

export const FLOOR = 'floor: open socket, parked offer';
export const PEERJS = 'PeerJS, own ID';
export const OURS = 'this app';

/** @type {Row[]} */
export const ROWS = [
	{ name: FLOOR, lobby: 1, url: peer('floor') },
	{ name: 'bare RTCPeerConnection, usual flow', lobby: 0, url: peer('usual') },
	{ name: PEERJS, lobby: 0, url: peer('peerjs') },
	{ name: OURS, lobby: 1, url: (stage, room, role) => `${stage.app}/call/${room}?name=${role}` }
];

/** Heartbeats are not counted, because their number depends on the time only. */
const BEATS = new Set(['beat', 'HEARTBEAT']);

export const newRoom = () => `bench-${randomUUID().slice(0, 8)}`;

/** @param {Page} page */
const startButton = (page) => page.getByRole('button', { name: 'Start call', disabled: false });

/** Opens the page and waits for the start button. @param {Page} page @param {string} url */
export async function enterLobby(page, url) {
	await page.goto(url);
	await page.locator('main[data-call-state="idle"]').waitFor();
	await startButton(page).waitFor();
}

/** Waits until `heard` messages have arrived and the sockets have been silent for a while. @param {Page} page @param {number} heard @param {number} rtt */
export async function quiet(page, heard, rtt) {
	await page.waitForFunction(
		({ beats, heard, pause }) => {
			const messages = globalThis.bench.messages.filter(({ kind }) => !beats.includes(kind));
			const last = messages.at(-1)?.at ?? performance.timeOrigin;
			const got = messages.filter(({ way }) => way === 'got').length;
			return got >= heard && performance.timeOrigin + performance.now() - last > pause;
		},
		{ beats: [...BEATS], heard, pause: 300 + 2 * rtt },
		{ polling: 50 }
	);
}

/** @param {Page} page */
export const clickStart = (page) => startButton(page).click();

/** Waits for the first frame of the other person. @param {Page} page */
export const framed = (page) => page.waitForFunction(() => globalThis.bench.framed !== null, null, { polling: 50 });

/** Enters the room before the measurement begins. @param {Page} page @param {string} url @param {number} rtt */
export async function enterRoom(page, url, rtt) {
	await enterLobby(page, url);
	await clickStart(page);
	await page.locator('main[data-call-state="inCall"]').waitFor();
	await quiet(page, 0, rtt);
}

/**
 * @param {Stage} stage
 * @param {Row} row
 * @param {number} rtt
 * @returns {Promise<import('./record').Join>}
 */
export async function measureJoin(stage, row, rtt) {
	const room = newRoom();
	try {
		const [waiter, joiner] = await Promise.all([stage.waiters.newPage(), stage.joiners.newPage()]);
		await enterRoom(waiter, row.url(stage, room, 'waiter'), rtt);
		await enterLobby(joiner, row.url(stage, room, 'joiner'));
		await quiet(joiner, row.lobby, rtt);
		await clickStart(joiner);
		await Promise.all([framed(joiner), framed(waiter)]);
		const clicked = await joiner.evaluate(() => globalThis.bench.clicked);
		if (clicked === null) throw new Error('The click was not seen.');
		return { row: row.name, rtt, joiner: await side(joiner, clicked), waiter: await side(waiter, clicked) };
	} finally {
		await stage.closePages();
	}
}

/** @param {Page} page @param {number} clicked @returns {Promise<import('./record').Side>} */
export async function side(page, clicked) {
	const { framed, messages, steps, requests } = await page.evaluate(() => ({
		...globalThis.bench,
		requests: globalThis.bench.requests()
	}));
	/** @template {{ at: number }} T @param {T[]} list */
	const since = (list) =>
		list
			.map((entry) => ({ ...entry, at: entry.at - clicked }))
			.filter(({ at }) => at <= (framed ?? Infinity) - clicked);
	const until = since(steps);
	return {
		framed: (framed ?? NaN) - clicked,
		connected: until.find(({ what }) => what === 'connectionState connected')?.at ?? NaN,
		messages: since(messages).filter(({ kind }) => !BEATS.has(kind)),
		steps: until,
		requests: since(requests)
	};
}
