/** Measures what the fourth person of a room receives in the lobby, and which scripts and texts their page loads until the call is up. */
import { clickStart, enterLobby, enterRoom, framed, newRoom, OURS, quiet, ROWS, side } from './join.mjs';

/** @typedef {{ url: string, code: Buffer }} Script */

/** Scripts, and the texts of the page's language. @param {import('playwright-core').Response} response */
const isCode = (response) =>
	(response.headers()['content-type'] ?? '').includes('javascript') || response.url().includes('/texts/');

/** @param {import('./stage.mjs').Stage} stage */
export async function measureFullRoom(stage) {
	const row = ROWS.find(({ name }) => name === OURS);
	if (!row) throw new Error('This app is not among the rows.');
	const room = newRoom();
	const fresh = await stage.freshContext();
	try {
		for (let person = 0; person < 3; person += 1) {
			await enterRoom(await stage.waiters.newPage(), row.url(stage, room, 'waiter'), 0);
		}
		/** @type {Map<string, Promise<Buffer>>} */
		const loaded = new Map();
		const page = await fresh.newPage();
		const take = (/** @type {import('playwright-core').Response} */ response) => {
			if (isCode(response)) loaded.set(response.url(), response.body());
		};
		page.on('response', take);
		await enterLobby(page, row.url(stage, room, 'joiner'));
		await quiet(page, row.lobby, 0);
		await clickStart(page);
		await page.locator('main[data-call-state="inCall"]').waitFor();
		await framed(page);
		// What the page loads from now on waits for its time.
		page.off('response', take);
		const clicked = await page.evaluate(() => globalThis.bench.clicked);
		const { messages } = await side(page, clicked ?? NaN);
		/** @type {Script[]} */
		const scripts = await Promise.all(
			[...loaded].map(async ([url, body]) => ({ url: new URL(url).pathname, code: await body }))
		);
		return { messages, scripts };
	} finally {
		await stage.closePages();
		await fresh.close();
	}
}

/** @param {readonly import('./record').SocketMessage[]} messages */
export function summariseFullRoom(messages) {
	const got = messages.filter(({ way }) => way === 'got');
	const bytes = (/** @type {typeof got} */ list) => list.reduce((sum, message) => sum + message.bytes, 0);
	return {
		/** Everything before the click: who is in the room, and an offer from each. */
		lobby: bytes(got.filter(({ at }) => at < 0)),
		welcome: bytes(got.filter(({ kind }) => kind === 'welcome'))
	};
}
