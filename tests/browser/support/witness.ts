/** Someone at a browser who sees, hears and is told what people are. Every look waits until it is so. */
import type { BrowserContext, Locator, Page } from 'playwright-core';
import en from '../../../messages/en.json';
import { streamIDOf, type StreamSource } from '../../../machines/stream';
import type { CallState } from '../../../machines/call/states';
import type { DeviceKind } from '../../../machines/engine';
import type { Happening, Open } from './probe';
import { until } from './until';

/** Below this nothing is to be heard: the beeps of the fake microphone bring a thousand times as much in a second. */
export const SILENCE = 1e-4;
/** Long enough for two beeps of the fake microphone. */
export const LISTENING = 1_500;
/** Skipped time passes at once, so the next look follows soon (ms). */
const FAST = 40;
const NOTHING: Open = { tracks: 0, connections: 0, sockets: 0 };
const OFF_MARKS = { camera: en.mark_camera_off, microphone: en.mark_muted } as const satisfies Record<
	DeviceKind,
	string
>;

/** A stretch of pictures as they came: how many, and the longest time without one. */
export type Film = { frames: number; longestGap: number };

export class Witness {
	readonly name: string;
	readonly page: Page;
	readonly context: BrowserContext;
	/** Console errors and uncaught ones: whatever is here and not expected fails the test. */
	readonly problems: string[] = [];
	readonly #expected: RegExp[] = [];
	#userID = '';

	constructor(name: string, page: Page) {
		this.name = name;
		this.page = page;
		this.context = page.context();
		const note = (text: string) => {
			if (!this.#expected.some((expected) => expected.test(text))) this.problems.push(`${name}: ${text}`);
		};
		page.on('pageerror', (error) => note(`${error.name}: ${error.message} ${error.stack ?? ''}`));
		page.on('console', (message) => {
			if (message.type() === 'error') note(`${message.text()} ${message.location().url}`);
		});
	}

	/** What the browser itself says on the console when this happens is no mistake of the page. */
	expectsErrors(...expected: RegExp[]): void {
		this.#expected.push(...expected);
	}

	async isIn(state: CallState, within = 15_000): Promise<void> {
		await until(`${this.name} is in ${state}`, async () => (await this.state()) === state, within);
	}

	/** On a page with a fake clock: skips `step` milliseconds at a time until it is so. */
	async skipsTimeUntil(what: string, isSo: () => Promise<boolean>, step = 1_000): Promise<void> {
		const look = async () => {
			if (await isSo()) return true;
			await this.page.clock.fastForward(step);
			return false;
		};
		await until(`${this.name}, with time skipped: ${what}`, look, 40_000, FAST);
	}

	async skipsTimeTo(state: CallState, step = 1_000): Promise<void> {
		await this.skipsTimeUntil(`is in ${state}`, async () => (await this.state()) === state, step);
	}

	/** Nothing changes for so long. */
	async staysIn(state: CallState, milliseconds: number): Promise<void> {
		const since = Date.now();
		await until(
			`${this.name} stays in ${state}`,
			async () => {
				const now = await this.state();
				if (now !== state) throw new Error(`${this.name} was to stay in ${state} and is in ${now}`);
				return Date.now() - since > milliseconds;
			},
			milliseconds + 5_000
		);
		const changes = (await this.journal()).filter(({ at, what }) => what === 'state' && at > since);
		if (changes.length > 0) throw new Error(`${this.name} was to stay in ${state}: ${JSON.stringify(changes)}`);
	}

	async state(): Promise<CallState> {
		const state = await this.page.evaluate(
			() => document.querySelector<HTMLElement>('main[data-call-state]')?.dataset.callState
		);
		return state as CallState;
	}

	/** My userID as the page shows it on my own tile. */
	async userID(): Promise<string> {
		// Before the first token the tile is nobody's.
		const find = async () => {
			const userID = await this.#attribute('[data-local]', 'data-user-id');
			return userID === '' ? null : userID;
		};
		this.#userID ||= await until(`${this.name} has a tile`, find);
		return this.#userID;
	}

	/** What proves to the server that this tab owns its userID. */
	seat(): Promise<string> {
		return until(`${this.name} has a seat`, () => this.page.evaluate(() => sessionStorage.getItem('seat')));
	}

	/** Their picture is shown and goes on: five more frames are decoded. */
	async seesPictureOf(other: Witness, source: StreamSource = 'camera', within = 10_000): Promise<void> {
		const video = this.video(streamIDOf(await other.userID(), source));
		let first: number | null = null;
		let last: unknown = null;
		const goesOn = async () => {
			const look = await video.evaluateAll(async ([element]) => {
				if (!(element instanceof HTMLVideoElement)) return null;
				const tracks = element.srcObject instanceof MediaStream ? element.srcObject.getVideoTracks() : [];
				return {
					frames: await window.probe.framesOf(element),
					width: element.videoWidth,
					visibility: getComputedStyle(element).visibility,
					paused: element.paused,
					tracks: tracks.map(({ readyState, muted }) => `${readyState} ${muted ? 'muted' : 'unmuted'}`)
				};
			});
			last = look;
			if (look === null || look.width === 0 || look.visibility !== 'visible') return false;
			// A tile that was made anew counts from the beginning.
			first = Math.min(first ?? look.frames, look.frames);
			return look.frames >= first + 3;
		};
		await until(`${this.name} sees the ${source} of ${other.name}`, goesOn, within).catch((error: unknown) => {
			throw new Error(`The last look: ${JSON.stringify(last)}`, { cause: error });
		});
	}

	async seesNoPictureOf(other: Witness, source: StreamSource = 'camera', within = 5_000): Promise<void> {
		const video = this.video(streamIDOf(await other.userID(), source));
		const shown = () => video.evaluateAll((all) => all.some((one) => getComputedStyle(one).visibility === 'visible'));
		await until(`${this.name} sees no ${source} of ${other.name}`, async () => !(await shown()), within);
	}

	/** Someone is no longer on the page at all. */
	async seesNobodyBut(...others: Witness[]): Promise<void> {
		const expected = (await Promise.all([this, ...others].map((person) => person.userID()))).sort();
		await until(`${this.name} sees nobody but ${others.map(({ name }) => name).join(', ') || 'themself'}`, async () => {
			const tiles = this.page.locator('[data-tile]');
			const users = await tiles.evaluateAll((all) => all.map((tile) => tile.getAttribute('data-user-id') ?? ''));
			return String([...new Set(users)].sort()) === String(expected);
		});
	}

	async hears(other: Witness, within = 10_000): Promise<void> {
		const start = await this.#soundOf(other);
		await until(
			`${this.name} hears ${other.name}`,
			async () => {
				const now = await this.#soundOf(other);
				return now.audible && now.energy - start.energy > SILENCE;
			},
			within
		);
	}

	async hearsNothingOf(other: Witness, within = 8_000): Promise<void> {
		let since = performance.now();
		let { energy } = await this.#soundOf(other);
		await until(
			`${this.name} hears nothing of ${other.name}`,
			async () => {
				if (performance.now() - since < LISTENING) return false;
				const now = await this.#soundOf(other);
				const silent = now.energy - energy < SILENCE;
				({ energy } = now);
				since = performance.now();
				return silent;
			},
			within
		);
	}

	async seesThatOff(device: DeviceKind, other: Witness): Promise<void> {
		await this.tileOf(await other.userID())
			.getByText(OFF_MARKS[device], { exact: true })
			.waitFor({ state: 'attached' });
	}

	async seesThatOn(device: DeviceKind, other: Witness): Promise<void> {
		await this.tileOf(await other.userID())
			.getByText(OFF_MARKS[device], { exact: true })
			.waitFor({ state: 'detached' });
	}

	async reads(text: string | RegExp, within = 10_000): Promise<void> {
		try {
			await this.page.getByText(text).first().waitFor({ timeout: within });
		} catch (cause) {
			throw new Error(`${this.name} does not read “${text}” but: ${await this.page.innerText('body')}`, { cause });
		}
	}

	async doesNotRead(text: string | RegExp): Promise<void> {
		await this.page.getByText(text).first().waitFor({ state: 'detached' });
	}

	/** Returns when the live region said so. */
	async isTold(text: string, within = 10_000): Promise<number> {
		return this.happens('says', text, within);
	}

	/** Returns when it happened, by the journal; also when that was before. */
	async happens(what: Happening['what'], text: string, within = 10_000): Promise<number> {
		const find = async () => (await this.journal()).findLast((entry) => entry.what === what && entry.text === text)?.at;
		return until(`${this.name}: ${what} “${text}”`, find, within);
	}

	journal(): Promise<Happening[]> {
		return this.page.evaluate(() => window.probe.journal);
	}

	/** Begins to note every picture of someone; what it returns tells how it went until then. */
	async watches(other: Witness): Promise<() => Promise<Film>> {
		const video = this.video(streamIDOf(await other.userID(), 'camera'));
		const film = await video.evaluateHandle((element: HTMLVideoElement) => {
			const shown = [performance.now()];
			const next = (_: number, { presentationTime }: VideoFrameCallbackMetadata) => {
				shown.push(presentationTime);
				element.requestVideoFrameCallback(next);
			};
			element.requestVideoFrameCallback(next);
			return shown;
		});
		return () =>
			film.evaluate((shown) => {
				const times = [...shown, performance.now()];
				const gaps = times.map((time, index) => time - (times[index - 1] ?? time));
				return { frames: shown.length - 1, longestGap: Math.round(Math.max(...gaps)) };
			});
	}

	/** What the page still has open of camera and microphone, connections and sockets. */
	open(): Promise<Open> {
		return this.page.evaluate(() => window.probe.open());
	}

	async liveTracks(kind: 'audio' | 'video'): Promise<number> {
		return this.page.evaluate(
			(kind) => window.probe.tracks.filter((track) => track.kind === kind && track.readyState === 'live').length,
			kind
		);
	}

	async leavesNothingOpen(within = 4_000): Promise<void> {
		let left = NOTHING;
		const isNothing = async () => {
			left = await this.open();
			return JSON.stringify(left) === JSON.stringify(NOTHING);
		};
		await until(`${this.name} leaves nothing open`, isNothing, within).catch((error: unknown) => {
			throw new Error(`Left open: ${JSON.stringify(left)}`, { cause: error });
		});
	}

	/** How the camera's stream of each is doing here. */
	async streamsOf(...people: Witness[]): Promise<(string | undefined)[]> {
		const userIDs = await Promise.all(people.map((one) => one.userID()));
		return this.page.evaluate((userIDs) => {
			const tileOf = (userID: string) => document.querySelector<HTMLElement>(`[data-tile][data-user-id="${userID}"]`);
			return userIDs.map((userID) => tileOf(userID)?.dataset.playerState);
		}, userIDs);
	}

	tileOf(userID: string): Locator {
		return this.page.locator(`[data-tile][data-user-id="${userID}"]`).first();
	}

	video(streamID: string): Locator {
		return this.page.locator(`[data-tile][data-stream-id="${streamID}"] video`);
	}

	async #soundOf(other: Witness): Promise<{ energy: number; audible: boolean }> {
		const video = this.video(streamIDOf(await other.userID(), 'camera'));
		return video.evaluate(async (element: HTMLVideoElement) => ({
			energy: element.srcObject instanceof MediaStream ? await window.probe.soundOf(element.srcObject) : 0,
			audible: !element.muted && !element.paused && element.volume > 0
		}));
	}

	async #attribute(selector: string, name: string): Promise<string | null> {
		return this.page.evaluate(([selector, name]) => document.querySelector(selector)?.getAttribute(name) ?? null, [
			selector,
			name
		] as const);
	}
}
