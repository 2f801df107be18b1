/** Someone at a browser of their own, in the lobby or in the call. */
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import type { CallState } from '../../../machines/call/states';
import en from '../../../messages/en.json';
import { Network } from '../../browser/support/devtools';
import { recordEdges } from '../../browser/support/edges';
import { goTo } from '../../browser/support/page';
import { installMailbox } from '../../browser/support/mailbox';
import { installProbe } from '../../browser/support/probe';
import type { TcpProxy } from '../../browser/support/tcp.proxy';
import { until } from '../../browser/support/until';
import { userIDOf } from '../invariants/seen';
import type { Feature } from '../machines/features';
import { installHardware, type HardwareOptions } from '../../browser/support/hardware';
import { lookAt, type Seen } from './look';
import { removeFeature } from './remove.feature';

export type GuestOptions = {
	name: string;
	/** The address of the room. */
	url: string;
	/** What their browser lacks. */
	lacks?: Feature;
	/** What can be done to their devices; without it they are Chromium's own. */
	hardware?: Partial<HardwareOptions>;
	/** What the server says to their page can be held back. */
	hasMailbox?: boolean;
	/** Their window, if it is another one. */
	context?: BrowserContextOptions;
	/** For someone whose network can be lost; `url` goes through it. */
	proxy?: TcpProxy;
};

/** What the browser itself says on the console when a server or a network is gone. */
const STRAY = [/Failed to load resource/, /WebSocket connection to/, /net::ERR_/];
const VIEWPORT = { width: 640, height: 480 };

export class Guest {
	readonly name: string;
	readonly context: BrowserContext;
	readonly problems: string[] = [];
	network: Network | null = null;
	page: Page;
	/** The tab that they share. */
	shared: Page | null = null;
	/** As the page said last. */
	userID = '';

	private constructor(name: string, context: BrowserContext, page: Page) {
		this.name = name;
		this.context = context;
		this.page = page;
	}

	static async arrives(
		browser: Browser,
		{ name, url, lacks, hardware, hasMailbox, context: window, proxy }: GuestOptions
	): Promise<Guest> {
		const context = await browser.newContext({
			permissions: ['camera', 'microphone'],
			viewport: VIEWPORT,
			reducedMotion: 'reduce',
			...window
		});
		context.setDefaultTimeout(10_000);
		if (hardware) await context.addInitScript(installHardware, hardware);
		await context.addInitScript(installProbe, { lostMessages: null });
		if (hasMailbox) await context.addInitScript(installMailbox);
		if (lacks) await context.addInitScript(removeFeature, lacks);
		await recordEdges(context, 'local');
		const guest = new Guest(name, context, await context.newPage());
		guest.watch(guest.page);
		if (proxy) guest.network = await Network.of(guest.page, proxy);
		await goTo(guest.page, url);
		await guest.page.locator('main[data-call-state]').waitFor();
		return guest;
	}

	watch(page: Page): void {
		const note = (text: string) => {
			if (!STRAY.some((one) => one.test(text))) this.problems.push(`${this.name}: ${text}`);
		};
		page.on('pageerror', ({ name, message }) => note(`${name}: ${message}`));
		page.on('console', (message) => {
			if (message.type() === 'error') note(message.text());
		});
	}

	/** Another page, or another tab, is now the one that they look at. */
	turnsTo(page: Page): void {
		this.watch(page);
		this.page = page;
	}

	async presses(button: string): Promise<void> {
		await this.page.getByRole('button', { name: button, exact: true }).click();
	}

	async startsCall(): Promise<void> {
		await this.presses(en.start_call);
		await this.isInCall();
	}

	isInCall(): Promise<void> {
		return this.isIn('inCall');
	}

	async isIn(state: CallState): Promise<void> {
		await until(`${this.name} is in ${state}`, async () => (await this.looks()).state === state);
	}

	/** `since`: what has happened after it is of interest. */
	async looks(since = Date.now()): Promise<Seen> {
		const seen = await lookAt(this.page, since);
		this.userID = userIDOf(seen) || this.userID;
		return seen;
	}
}
