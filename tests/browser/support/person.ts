/** Someone at a browser who does what people do. */
import type { CDPSession, Page } from 'playwright-core';
import en from '../../../messages/en.json';
import type { Kind } from './hardware';
import { cut, hold, type Held, type Hold } from './holding';
import { until } from './until';
import { Witness } from './witness';

const BUTTONS = {
	camera: en.camera_off,
	microphone: en.mute_microphone
} as const satisfies Record<Kind, string>;

export class Person extends Witness {
	readonly #network: CDPSession | null;
	#held: Hold | null = null;
	#reach: (() => Promise<void>) | null = null;

	/** `network`: what `emulateNetwork` gave, for someone whose network can be lost. */
	constructor(name: string, page: Page, network: CDPSession | null = null) {
		super(name, page);
		this.#network = network;
	}

	async startsCall(): Promise<void> {
		await this.presses(en.start_call);
		await this.isIn('inCall');
	}

	/** Returns when the button was pressed, by the clock of the journals. */
	async endsCall(): Promise<number> {
		await this.presses(en.end_call);
		return this.happens('click', en.end_call);
	}

	async presses(button: string): Promise<void> {
		await this.page.getByRole('button', { name: button, exact: true }).click();
	}

	/** The browser's question whether the site may is on the screen. */
	async isAsked(): Promise<void> {
		await until(`${this.name} is asked`, () => this.page.evaluate(() => window.hardware.asked() > 0));
	}

	/** Takes the permission back, as on the browser's own settings page. */
	async forbids(device: Kind): Promise<void> {
		const [browser, page] = await Promise.all([
			this.context.browser()?.newBrowserCDPSession(),
			this.context.newCDPSession(this.page)
		]);
		const { targetInfo } = await page.send('Target.getTargetInfo');
		// The session stays: what it has set is forgotten when it goes.
		await browser?.send('Browser.setPermission', {
			permission: { name: device },
			setting: 'denied',
			...(targetInfo.browserContextId !== undefined && { browserContextId: targetInfo.browserContextId })
		});
	}

	async turnsOff(device: Kind): Promise<void> {
		await this.#toggles(device, 'true');
	}

	async turnsOn(device: Kind): Promise<void> {
		await this.#toggles(device, 'false');
	}

	async reloads(): Promise<void> {
		await this.page.reload();
	}

	/** The tab crashes: nothing of the page runs any more, not even its farewell. Returns when. */
	async crashes(): Promise<number> {
		const session = await this.context.newCDPSession(this.page);
		const crashed = this.page.waitForEvent('crash');
		const at = Date.now();
		void session.send('Page.crash').catch(() => undefined);
		await crashed;
		return at;
	}

	/** Back to the start page by the link with the app's name. */
	async goesHome(): Promise<void> {
		await this.page.getByRole('link', { name: en.app_name }).click();
		await this.page.getByRole('heading', { name: en.home_title }).waitFor();
	}

	async switchesRoom(roomID: string): Promise<void> {
		await this.presses(en.more);
		await this.presses(`${en.switch_room}…`);
		await this.page.getByRole('dialog').getByLabel(en.join_label).fill(roomID);
		await this.presses(en.switch);
	}

	/** From now on the server takes its time with this, until it is let go. */
	async holds(what: Held): Promise<void> {
		this.#held = await hold(this.page, what);
	}

	/** The answer that is held has been given: what becomes of the server now does not matter to it. */
	async isAnswered(): Promise<void> {
		await this.#held?.caught;
	}

	/** From now on this can't be reached, until it is again. */
	async cannotReach(...what: Held[]): Promise<void> {
		this.#reach = await cut(this.page, ...what);
	}

	async canReachAll(): Promise<void> {
		await this.#reach?.();
	}

	letsGo(): void {
		this.#held?.release();
	}

	/** Neither HTTP nor sockets nor media get through any more. Returns when. */
	async losesNetwork(): Promise<number> {
		this.expectsErrors(/net::ERR_INTERNET_DISCONNECTED/);
		const at = Date.now();
		await this.#emulate({ offline: true });
		return at;
	}

	async getsNetworkBack(): Promise<void> {
		await this.#emulate({ offline: false });
	}

	async #toggles(device: Kind, off: 'true' | 'false'): Promise<void> {
		const button = this.page.getByRole('button', { name: BUTTONS[device], exact: true });
		await button.click();
		await until(`the ${device} of ${this.name} is switched`, async () => {
			return (await button.getAttribute('aria-pressed')) === off && (await button.getAttribute('aria-busy')) !== 'true';
		});
	}

	async #emulate({ offline }: { offline: boolean }): Promise<void> {
		if (!this.#network) throw new Error(`${this.name} was not given a network that can be lost`);
		await this.#network.send('Network.emulateNetworkConditions', { ...NETWORK, offline });
	}
}

/**
 * So fast that nothing is slowed down. Chromium puts WebRTC's packets under its emulation only when there is something to
 * emulate as their socket is made, so it begins before the page is opened.
 */
const NETWORK = { latency: 0, downloadThroughput: 1e9, uploadThroughput: 1e9, offline: false };

/** Puts the page on a network that can be lost. */
export async function emulateNetwork(page: Page): Promise<CDPSession> {
	const session = await page.context().newCDPSession(page);
	await session.send('Network.enable');
	await session.send('Network.emulateNetworkConditions', NETWORK);
	return session;
}
