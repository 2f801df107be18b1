/** What only Chromium's DevTools protocol can do to a page. */
import { chromium, type Browser, type CDPSession, type Page } from 'playwright-core';
import type { DeviceKind } from '../../../machines/engine';
import type { TcpProxy } from './tcp.proxy';

/** The tab crashes: nothing of the page runs any more, not even its handlers of `pagehide`. Resolves to the time of the crash. */
export async function crash(page: Page): Promise<number> {
	const session = await page.context().newCDPSession(page);
	const crashed = page.waitForEvent('crash');
	const at = Date.now();
	// Nobody is left to answer this.
	void session.send('Page.crash').catch(() => undefined);
	await crashed;
	return at;
}

/** Looks at tabs that have crashed and were loaded again. Playwright gives up its own page of such a tab, and only a second one finds it. */
export class Debugger {
	readonly #url: string;
	readonly #browsers: Browser[] = [];

	/** `url`: of the port at which Chromium lets itself be debugged. */
	constructor(url: string) {
		this.#url = url;
	}

	async pageOf(devtools: CDPSession): Promise<Page> {
		const browser = await chromium.connectOverCDP(this.#url);
		this.#browsers.push(browser);
		const wanted = await targetOf(devtools);
		for (const page of browser.contexts().flatMap((context) => context.pages()))
			if ((await targetOf(await page.context().newCDPSession(page))) === wanted) return page;
		throw new Error('There is no such tab');
	}

	async close(): Promise<void> {
		await Promise.all(this.#browsers.map((browser) => browser.close()));
	}
}

const targetOf = async (devtools: CDPSession) => (await devtools.send('Target.getTargetInfo')).targetInfo.targetId;

/** Gives a permission or takes it back, as the browser's own settings page does. */
export async function setPermission(
	page: Page,
	name: DeviceKind,
	setting: 'granted' | 'denied' | 'prompt'
): Promise<void> {
	const context = page.context();
	const [browser, session] = await Promise.all([
		context.browser()?.newBrowserCDPSession(),
		context.newCDPSession(page)
	]);
	const { browserContextId } = (await session.send('Target.getTargetInfo')).targetInfo;
	// The session stays attached: Chromium forgets what a session has set when it is detached.
	await browser?.send('Browser.setPermission', {
		permission: { name },
		setting,
		...(browserContextId !== undefined && { browserContextId })
	});
}

/** Frozen, nothing of the page runs: neither timers nor what has arrived. */
export async function setLifecycle(page: Page, state: 'frozen' | 'active'): Promise<void> {
	const session = await page.context().newCDPSession(page);
	await session.send('Page.setWebLifecycleState', { state });
}

/** The network of one page, which can be cut. `everything`: HTTP, sockets and media. `media`: only WebRTC. `signalling`: all but WebRTC. */
export interface LosableNetwork {
	cut(what: 'everything' | 'media' | 'signalling'): Promise<void>;
	restore(): Promise<void>;
}

export class Network implements LosableNetwork {
	readonly #session: CDPSession;
	readonly #proxy: TcpProxy;

	private constructor(session: CDPSession, proxy: TcpProxy) {
		this.#session = session;
		this.#proxy = proxy;
	}

	/**
	 * Comes before the page's first connection, which goes through `proxy`. Chromium emulates the network of WebRTC only if there
	 * was something to emulate when the socket was made.
	 */
	static async of(page: Page, proxy: TcpProxy): Promise<Network> {
		const session = await page.context().newCDPSession(page);
		await session.send('Network.enable');
		const network = new Network(session, proxy);
		await network.restore();
		return network;
	}

	/** `everything`: HTTP, sockets and media. `media`: only WebRTC. `signalling`: all but WebRTC. */
	async cut(what: 'everything' | 'media' | 'signalling'): Promise<void> {
		if (what !== 'media') this.#proxy.hold();
		if (what === 'signalling') return;
		await this.#emulate({ offline: what === 'everything', packetLoss: 100 });
	}

	async restore(): Promise<void> {
		await this.#emulate(UNNOTICED);
		this.#proxy.release();
	}

	/** Slow, and packets of WebRTC are lost, until it is restored. */
	degrade(): Promise<void> {
		return this.#emulate(POOR);
	}

	async #emulate(conditions: Partial<typeof UNNOTICED>): Promise<void> {
		await this.#session.send('Network.emulateNetworkConditions', { ...UNNOTICED, ...conditions });
	}
}

/** So fast that nothing is slowed down. */
const UNNOTICED = {
	offline: false,
	latency: 1,
	downloadThroughput: 1e9,
	uploadThroughput: 1e9,
	packetLoss: 0,
	packetQueueLength: 0
};
/**
 * Mobile, at the edge of a cell: 500 kbit/s. What is sent faster queues for half a second at most: without an end (0), all that is
 * sent until the sender has slowed down would arrive before the next picture, many seconds late.
 */
const POOR = {
	latency: 200,
	downloadThroughput: 62_500,
	uploadThroughput: 62_500,
	packetLoss: 5,
	packetQueueLength: 30
};
