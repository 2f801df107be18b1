/** Calls in which one person sends pictures and sound, and others watch. */
import { clickStart, enterLobby, enterRoom, framed, newRoom, OURS, peer, PEERJS, quiet } from '../lib/join.mjs';

/**
 * @typedef {import('playwright-core').Page} Page
 * @typedef {import('../lib/stage.mjs').Stage} Stage
 * @typedef {import('../lib/join.mjs').Row} Row
 * @typedef {import('../lib/network.mjs').Network} Network
 * @typedef {{ row: string, sender: Page, watcher: Page, network: Network }} Call
 */

export const BEFORE = 'this app before';
export const BARE = 'bare RTCPeerConnection';
export { OURS, PEERJS };

/** Whoever waits has the camera. @param {(stage: Stage) => string} app @returns {Row['url']} */
const ofApp = (app) => (stage, room, role) => `${app(stage)}/call/${room}?name=${role}`;
/** @param {string} page @returns {Row['url']} */
const ofPeer = (page) => (stage, room, role) =>
	`${peer(page)(stage, room, role)}&size=${role === 'waiter' ? '1280x720' : 'none'}`;

/** @type {Row[]} */
const ROWS = [
	{ name: OURS, lobby: 1, url: ofApp(({ app }) => app) },
	{ name: BEFORE, lobby: 1, url: ofApp(({ older }) => older) },
	// The one with heartbeats, because it also connects more than two people.
	{ name: BARE, lobby: 0, url: ofPeer('steady') },
	{ name: PEERJS, lobby: 0, url: ofPeer('peerjs') }
];
export const ALL = ROWS.map(({ name }) => name);
/** Nobody else's page has what is measured. */
export const APPS = [OURS, BEFORE];

/** ms */
export const RTT = 50;

/**
 * Someone with camera and microphone, and so many who watch, with a silent microphone and without a camera: on two cores more
 * pictures would measure the lack of processors.
 * @param {Stage} stage @param {string} name of the row @param {number} watchers @param {(close: () => Promise<void>) => void} later
 * @returns {Promise<Call>}
 */
export async function meet(stage, name, watchers, later) {
	const row = ROWS.find((one) => one.name === name);
	if (!row) throw new Error(`There is no row ${name}.`);
	const { network } = stage;
	const room = newRoom();
	await network.setRTT(RTT);
	await setPath(network, {});
	const sender = await stage.waiters.newPage();
	await enterRoom(sender, row.url(stage, room, 'waiter'), RTT);
	/** @type {Page[]} */
	const others = [];
	for (let index = 0; index < watchers; index += 1) {
		// In a window of their own: a tab behind another one is drawn once a second.
		const context = await stage.freshContext();
		// When the benchmark is stopped, the browser goes first.
		later(() => context.close().catch(() => undefined));
		const watcher = await context.newPage();
		await enterLobby(watcher, row.url(stage, room, index === 0 ? 'joiner' : `joiner-${index}`));
		if (APPS.includes(name)) await turnCameraOff(watcher);
		await quiet(watcher, row.lobby, RTT);
		await clickStart(watcher);
		await framed(watcher);
		others.push(watcher);
	}
	const [watcher] = others;
	if (!watcher) throw new Error('Nobody watches.');
	return { row: name, sender, watcher, network };
}

/** In the lobby, as soon as it is on. @param {Page} page */
async function turnCameraOff(page) {
	const button = (/** @type {boolean} */ off) =>
		page.locator(`button[aria-label="Turn camera off"][aria-pressed=${off}]:not([aria-busy=true])`);
	await button(false).click();
	await button(true).waitFor();
}

/** What happens to packets on their way from who sends to who watches. @param {Network} network @param {import('../lib/network.mjs').Path} path */
export async function setPath(network, path) {
	await network.shape?.('A', 'B', path);
}
