/**
 * A real Firefox with a camera and a microphone that are not. Playwright drives only a Firefox of its own making, so this one is
 * driven over WebDriver BiDi, in Playwright's words as far as the tests use them: people need not know which browser is theirs.
 */
import type { Browser } from 'playwright-core';
import { launch, type Browser as Driven, type BrowserContext, type Page } from 'puppeteer-core';
import { findFirefox } from '../../../../src/bin/lib/firefox.mjs';
import { until } from '../until';
import { FirefoxLocator } from './locator';
import { installStandIns } from './stand.ins';

const PREFERENCES = {
	'media.navigator.streams.fake': true,
	'media.navigator.permission.disabled': true,
	// Pages and media are all on this machine.
	'media.peerconnection.ice.loopback': true,
	'media.peerconnection.ice.obfuscate_host_addresses': false,
	'media.devices.insecure.enabled': true,
	'media.getusermedia.insecure.enabled': true,
	'media.autoplay.default': 0,
	'media.autoplay.blocking_policy': 0
};

/** As long as Playwright waits (ms). */
const PATIENCE = 30_000;

/** For tests that can't do without. */
export const hasFirefox = findFirefox() !== undefined;

export type Preferences = Record<string, boolean | number | string>;
type Script = { run: (argument: never) => void; argument: unknown };
type Visit = { viewport?: { width: number; height: number } };
type Listener = (it: never) => void;

/** `preferences` are what someone wants of it besides. */
export async function launchFirefox(preferences: Preferences = {}): Promise<Browser> {
	const path = findFirefox();
	if (path === undefined) throw new Error('There is no Firefox');
	const driven = await launch({
		browser: 'firefox',
		executablePath: path,
		headless: true,
		acceptInsecureCerts: true,
		defaultViewport: null,
		extraPrefsFirefox: { ...PREFERENCES, ...preferences }
	});
	// What it can't do, such as a fake clock, no test asks of it.
	return new Firefox(driven) as unknown as Browser;
}

class Firefox {
	readonly #driven: Driven;

	constructor(driven: Driven) {
		this.#driven = driven;
	}

	async newContext({ viewport }: Visit = {}): Promise<FirefoxContext> {
		return new FirefoxContext(this, await this.#driven.createBrowserContext(), viewport ?? null);
	}

	close(): Promise<void> {
		return this.#driven.close();
	}
}

class FirefoxContext {
	readonly #firefox: Firefox;
	readonly #driven: BrowserContext;
	readonly #viewport: Visit['viewport'] | null;
	readonly #scripts: Script[] = [{ run: installStandIns, argument: undefined }];

	constructor(firefox: Firefox, driven: BrowserContext, viewport: Visit['viewport'] | null) {
		this.#firefox = firefox;
		this.#driven = driven;
		this.#viewport = viewport;
	}

	browser(): Firefox {
		return this.#firefox;
	}

	/** Each locator has a patience of its own. */
	setDefaultTimeout(): void {}

	async addInitScript<A>(run: (argument: A) => void, argument: A): Promise<void> {
		this.#scripts.push({ run, argument });
	}

	async addCookies(cookies: { name: string; value: string; url: string }[]): Promise<void> {
		await this.#driven.setCookie(
			...cookies.map(({ name, value, url }) => ({ name, value, domain: new URL(url).hostname }))
		);
	}

	/** In a window of its own: a tab in the background runs slowly. */
	async newPage(): Promise<FirefoxPage> {
		const page = await this.#driven.newPage({ type: 'window' });
		if (this.#viewport) await page.setViewport(this.#viewport);
		for (const { run, argument } of this.#scripts) await page.evaluateOnNewDocument(run as never, argument);
		return new FirefoxPage(this, page);
	}

	close(): Promise<void> {
		return this.#driven.close();
	}
}

class FirefoxPage {
	readonly #context: FirefoxContext;
	readonly #driven: Page;
	readonly #all: FirefoxLocator;

	constructor(context: FirefoxContext, driven: Page) {
		this.#context = context;
		this.#driven = driven;
		this.#all = new FirefoxLocator(driven, []);
	}

	locator(css: string): FirefoxLocator {
		return this.#all.locator(css);
	}

	getByRole(role: string, options?: { name?: string }): FirefoxLocator {
		return this.#all.getByRole(role, options);
	}

	getByText(text: string | RegExp, options?: { exact?: boolean }): FirefoxLocator {
		return this.#all.getByText(text, options);
	}

	context(): FirefoxContext {
		return this.#context;
	}

	on(event: 'console' | 'pageerror', listener: Listener): void {
		this.#driven.on(event, listener as never);
	}

	async goto(url: string): Promise<void> {
		await this.#driven.goto(url);
	}

	async reload(): Promise<void> {
		await this.#driven.reload();
	}

	url(): string {
		return this.#driven.url();
	}

	async evaluate<A, R>(run: (argument: A) => R | Promise<R>, argument?: A): Promise<R> {
		return (await this.#driven.evaluate(run as never, argument)) as R;
	}

	/** Puppeteer's own makes the function from text in the page, which our policy forbids; only newer Firefoxes let it. */
	async waitForFunction<A>(run: (argument: A) => unknown, argument?: A): Promise<void> {
		await until('what is waited for in Firefox', async () => Boolean(await this.evaluate(run, argument)), PATIENCE);
	}

	innerText(css: string): Promise<string> {
		return this.locator(css).evaluate((element: HTMLElement) => element.innerText);
	}

	bringToFront(): Promise<void> {
		return this.#driven.bringToFront();
	}

	isClosed(): boolean {
		return this.#driven.isClosed();
	}
}
