/** Someone at a browser who does what people do. */
import type { Locator, Page } from 'playwright-core';
import en from '../../../messages/en.json';
import { crash, setLifecycle, setPermission, type LosableNetwork } from './devtools';
import { collectEdges } from './edges';
import { FIREFOX_OFFLINE } from './firefox/said';
import type { DeviceKind } from '../../../machines/engine';
import { cut, hold, type Held, type Hold } from './holding';
import { until } from './until';
import { Witness } from './witness';

const BUTTONS = {
	camera: en.camera_off,
	microphone: en.mute_microphone
} as const satisfies Record<DeviceKind, string>;

/** What a person can choose one of. */
type Choosable = DeviceKind | 'speaker';

export class Person extends Witness {
	readonly #network: LosableNetwork | null;
	#held: Hold | null = null;
	#reach: (() => Promise<void>) | null = null;

	/** `network`: for someone whose network can be lost. */
	constructor(name: string, page: Page, network: LosableNetwork | null = null) {
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

	/** The browser's permission prompt is on the screen. */
	async isPrompted(): Promise<void> {
		await until(`${this.name} is asked`, () => this.page.evaluate(() => window.hardware.prompts() > 0));
	}

	/** Takes the permission back, as on the browser's own settings page. */
	withdrawsPermission(device: DeviceKind): Promise<void> {
		return setPermission(this.page, device, 'denied');
	}

	async turnsOff(device: DeviceKind): Promise<void> {
		await this.#toggles(device, 'true');
	}

	async turnsOn(device: DeviceKind): Promise<void> {
		await this.#toggles(device, 'false');
	}

	/** In the lobby, from the list of cameras, microphones or speakers. Resolves to its ID. */
	async chooses(device: Choosable, index: number): Promise<string> {
		const list = this.choiceOf(device);
		// Until a device is open, the list begins with a line that none has been chosen.
		const deviceID = await list.locator('option:not([value=""])').nth(index).getAttribute('value');
		await list.selectOption(deviceID);
		return deviceID ?? '';
	}

	/** It is the only one of its kind that is open. */
	async hasOpen(device: DeviceKind, deviceID: string): Promise<void> {
		const media = device === 'camera' ? 'video' : 'audio';
		await until(`the ${device} that ${this.name} has open is ${deviceID}`, async () => {
			const open = await this.page.evaluate((media) => {
				const tracks = window.probe.tracks.filter(({ kind, readyState }) => kind === media && readyState === 'live');
				return tracks.map((track) => track.getSettings().deviceId);
			}, media);
			return open.length === 1 && open[0] === deviceID;
		});
	}

	/** The list that shows which one is used. */
	choiceOf(device: Choosable): Locator {
		return this.page.getByRole('combobox', { name: en[`${device}_title`] });
	}

	async uses(device: DeviceKind, index: number): Promise<void> {
		const shown = () => this.choiceOf(device).evaluate((select: HTMLSelectElement) => select.selectedIndex);
		await until(`${this.name} uses ${device} ${index}`, async () => (await shown()) === index);
	}

	/** As its button shows it, once nothing is in progress. */
	async hasOff(device: DeviceKind, off: boolean): Promise<void> {
		const button = this.page.getByRole('button', { name: BUTTONS[device], exact: true });
		await until(`the ${device} of ${this.name} is ${off ? 'off' : 'on'}`, async () => {
			const [pressed, busy] = await Promise.all(['aria-pressed', 'aria-busy'].map((name) => button.getAttribute(name)));
			return pressed === String(off) && busy !== 'true';
		});
	}

	async reloads(): Promise<void> {
		await collectEdges(this.page);
		await this.page.reload();
	}

	/** The tab crashes. Resolves to the time of the crash. */
	crashes(): Promise<number> {
		return crash(this.page);
	}

	/** As browsers do to save energy: until it is thawed, the page can't be asked anything. */
	freezes(): Promise<void> {
		return setLifecycle(this.page, 'frozen');
	}

	thaws(): Promise<void> {
		return setLifecycle(this.page, 'active');
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

	/** From now on the server's answers of this kind are held, until `releases`. */
	async holds(what: Held): Promise<void> {
		this.#held = await hold(this.page, what);
	}

	/** The answer that is held has been given: what becomes of the server now does not matter to it. */
	async answerIsHeld(): Promise<void> {
		await this.#held?.caught;
	}

	/** From now on this can't be reached, until it is again. */
	async cannotReach(...what: Held[]): Promise<void> {
		this.#reach = await cut(this.page, ...what);
	}

	async canReachAll(): Promise<void> {
		await this.#reach?.();
	}

	releases(): void {
		this.#held?.release();
	}

	/** Nothing gets through any more: neither HTTP nor sockets nor media. Resolves to the time when it was cut. */
	async losesNetwork(): Promise<number> {
		this.expectsErrors(/net::ERR_INTERNET_DISCONNECTED/, ...FIREFOX_OFFLINE);
		const at = Date.now();
		await this.#emulated().cut('everything');
		return at;
	}

	/** The server is out of reach, and media goes on. */
	async losesSignalling(): Promise<void> {
		this.expectsErrors(/WebSocket connection/, ...FIREFOX_OFFLINE);
		await this.#emulated().cut('signalling');
	}

	/** Nothing of the call itself gets through any more, in either direction. */
	async losesMedia(): Promise<void> {
		await this.#emulated().cut('media');
	}

	getsNetworkBack(): Promise<void> {
		return this.#emulated().restore();
	}

	async #toggles(device: DeviceKind, off: 'true' | 'false'): Promise<void> {
		const button = this.page.getByRole('button', { name: BUTTONS[device], exact: true });
		await button.click();
		await until(`the ${device} of ${this.name} is switched`, async () => {
			return (await button.getAttribute('aria-pressed')) === off && (await button.getAttribute('aria-busy')) !== 'true';
		});
	}

	#emulated(): LosableNetwork {
		if (!this.#network) throw new Error(`${this.name} was not given a network that can be lost`);
		return this.#network;
	}
}

/** Everyone sees and hears everyone. */
export const seeAndHear = (...everyone: Person[]) =>
	Promise.all(
		everyone.flatMap((one) =>
			everyone.filter((other) => other !== one).flatMap((other) => [one.seesPictureOf(other), one.hears(other)])
		)
	);
