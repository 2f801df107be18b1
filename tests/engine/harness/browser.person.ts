/** Someone in a browser profile of their own. */
import type { BrowserContext, Page } from 'playwright-core';
import type { EngineProfile } from '../../../src/lib/api/profile';
import { FIREFOX_OFFLINE } from '../../browser/support/firefox/said';
import { Person, type Host, type Method } from './person';

export class BrowserPerson extends Person {
	readonly pageErrors: string[] = [];
	/** What the page wrote into the console. */
	readonly written: string[] = [];

	constructor(
		host: Host,
		name: string,
		userID: string,
		readonly page: Page
	) {
		super(host, name, userID);
		page.on('pageerror', ({ message }) => {
			if (!FIREFOX_OFFLINE.some((words) => words.test(message))) this.pageErrors.push(message);
		});
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
}
