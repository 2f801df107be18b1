/** Someone in a browser profile of their own. */
import type { BrowserContext, CDPSession, Page } from 'playwright-core';
import type { EngineProfile } from '../../../src/lib/api/profile';
import { Person, type Host, type Method } from './person';

export class BrowserPerson extends Person {
	readonly pageErrors: string[] = [];
	/** What the page wrote into the console. */
	readonly written: string[] = [];
	#devtools: CDPSession | null = null;

	constructor(
		host: Host,
		name: string,
		userID: string,
		readonly page: Page
	) {
		super(host, name, userID);
		page.on('pageerror', (error) => this.pageErrors.push(error.message));
		page.on('console', (message) => this.written.push(message.text()));
	}

	get context(): BrowserContext {
		return this.page.context();
	}

	/** A fresh page with a fresh engine: a new session. */
	async load(pageURL: string, profile: EngineProfile): Promise<void> {
		await this.page.goto(pageURL);
		await this.page.waitForFunction(() => 'take' in window);
		await this.page.evaluate((profile) => window.take?.(profile), profile);
	}

	/** Packets of media only. Has to be set up (with `false`) before the first connection is made. */
	cutMedia(cut: boolean): Promise<void> {
		return this.#emulate(false, cut);
	}

	/** Media and signalling; needs `cutMedia(false)` beforehand. */
	cutNetwork(cut: boolean): Promise<void> {
		return this.#emulate(cut, cut);
	}

	/** The whole tab is gone, with no time for a last word. */
	async crash(): Promise<void> {
		const devtools = await this.context.newCDPSession(this.page);
		const crashed = this.page.waitForEvent('crash');
		// It is never answered: nobody is left to.
		devtools.send('Page.crash').catch(() => undefined);
		await crashed;
	}

	async vanish(): Promise<void> {
		await this.context.close();
	}

	/** Failures come as data; the browser's bridge only carries errors. */
	protected perform(method: Method, args: unknown[]): Promise<unknown> {
		return this.page.evaluate(
			async ([name, given]) => {
				const { performer } = window as unknown as { performer: Record<string, (...all: unknown[]) => unknown> };
				try {
					return await performer[name]?.(...given);
				} catch (error) {
					throw error instanceof Error ? error : new Error(JSON.stringify(error));
				}
			},
			[method, args] as const
		);
	}

	async #emulate(offline: boolean, mediaCut: boolean): Promise<void> {
		const devtools = (this.#devtools ??= await this.context.newCDPSession(this.page));
		await devtools.send('Network.enable');
		await devtools.send('Network.emulateNetworkConditions', {
			offline,
			latency: 1,
			downloadThroughput: 1e8,
			uploadThroughput: 1e8,
			packetLoss: mediaCut ? 100 : 0
		});
	}
}
