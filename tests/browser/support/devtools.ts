/** What only Chromium's DevTools protocol can do to a page. */
import type { CDPSession, Page } from 'playwright-core';
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

/** Takes a permission back, as the browser's own settings page does. */
export async function forbid(page: Page, name: 'camera' | 'microphone'): Promise<void> {
	const context = page.context();
	const [browser, session] = await Promise.all([
		context.browser()?.newBrowserCDPSession(),
		context.newCDPSession(page)
	]);
	const { browserContextId } = (await session.send('Target.getTargetInfo')).targetInfo;
	// The session stays attached: Chromium forgets what a session has set when it is detached.
	await browser?.send('Browser.setPermission', {
		permission: { name },
		setting: 'denied',
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
		await this.#emulate(what === 'everything', 100);
	}

	async restore(): Promise<void> {
		await this.#emulate(false, 0);
		this.#proxy.release();
	}

	/** So fast that nothing is slowed down. */
	async #emulate(offline: boolean, packetLoss: number): Promise<void> {
		await this.#session.send('Network.emulateNetworkConditions', {
			offline,
			latency: 1,
			downloadThroughput: 1e9,
			uploadThroughput: 1e9,
			packetLoss
		});
	}
}
