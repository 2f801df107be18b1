/** Performs what becomes of a page: hidden, frozen, left, closed, restored, crashed. */
import { setTimeout } from 'node:timers/promises';
import type { Browser, CDPSession, Page } from 'playwright-core';
import en from '../../../messages/en.json';
import type { App } from '../../browser/support/app';
import { crash, Debugger, setLifecycle } from '../../browser/support/devtools';
import { cut } from '../../browser/support/holding';
import { goTo, setClockForward } from '../../browser/support/page';
import { until } from '../../browser/support/until';
import type { Step, Values } from '../harness/tours';
import type { Scene } from '../harness/walk';
import { WELL } from './devices';
import type { Guest } from './guest';
import { LIFECYCLE } from './lifecycle';
import { DOINGS, Room, type Present } from './room';

/** Where a page notes whether it came from the back/forward cache. */
const WAS_KEPT = 'persisted';
/** Where the next tab finds what an earlier one remembers. */
const REMEMBERED = 'remembered';
const LATER = 3 * 24 * 60 * 60 * 1_000;
const BUSY = 10_000;
/** Of these two steps nobody should notice anything. */
const UNNOTICED = new Set(['work', 'finish']);
const CANNOT_BE_SEEN = new Set(['busy', 'frozen', 'asleep', 'away', 'cached', 'closed', 'crashed']);

class Tab {
	readonly #ann: Guest;
	readonly #room: Room;
	readonly #debugger: Debugger;
	/** The tab that was duplicated. */
	#original: Page | null = null;
	#work: Promise<void> | null = null;
	/** Ends the loss of files. */
	#reach: (() => Promise<void>) | null = null;
	/** It outlives a crash. */
	#devtools: CDPSession | null = null;

	constructor(ann: Guest, room: Room, tool: Debugger) {
		this.#ann = ann;
		this.#room = room;
		this.#debugger = tool;
	}

	async performs(step: Step): Promise<void> {
		const { event } = step;
		const act = this.#acts[event];
		if (!act) throw new Error(`Nothing performs ${event}: add it to tests/world/performers/pages.ts`);
		await act(step);
	}

	readonly #acts: Readonly<Record<string, (step: Step) => Promise<unknown>>> = {
		hide: () => LIFECYCLE.hide(this.#ann.page),
		show: () => LIFECYCLE.show(this.#ann.page),
		freeze: () => LIFECYCLE.freeze(this.#ann.page),
		resume: () => LIFECYCLE.resume(this.#ann.page),
		work: async () => {
			this.#work = this.#ann.page.evaluate((milliseconds) => {
				const end = performance.now() + milliseconds;
				while (performance.now() < end);
			}, BUSY);
			// The others look at it as long as it is so.
			await setTimeout(BUSY - 1_000);
		},
		finish: async () => this.#work,
		reload: () => this.#ann.page.reload(),
		loadPartly: async () => {
			this.#reach = await cut(this.#ann.page, 'engine');
			await this.#ann.page.reload();
		},
		loadAgain: async () => {
			await this.#reach?.();
			await this.#ann.presses(en.reload);
			await this.#ann.page.getByRole('heading', { name: en.status_ready }).waitFor();
		},
		navigate: async () => {
			await this.#ann.page.goto(new URL('/', this.#ann.page.url()).href);
		},
		navigateKept: async (step) => {
			await this.#ann.page.evaluate((key) => {
				sessionStorage.removeItem(key);
				addEventListener('pageshow', ({ persisted }) => {
					if (persisted) sessionStorage.setItem(key, 'yes');
				});
			}, WAS_KEPT);
			await this.#acts.navigate?.(step);
		},
		back: () => this.#ann.page.goBack(),
		backToKept: async () => {
			const { page } = this.#ann;
			// A page that was kept is not loaded.
			await page.goBack({ waitUntil: 'commit' });
			// Nothing can be asked of a page while it is opened anew.
			const wasKept = () => page.evaluate((key) => sessionStorage.getItem(key), WAS_KEPT).catch(() => null);
			await until('the page comes from the cache', wasKept);
			await page.getByRole('heading', { name: en.status_ready }).waitFor();
		},
		sleep: async () => {
			await this.#ann.network?.cut('everything');
			await setLifecycle(this.#ann.page, 'frozen');
		},
		wake: async () => {
			await setLifecycle(this.#ann.page, 'active');
			await setClockForward(this.#ann.page, LATER);
			await this.#ann.network?.restore();
		},
		duplicate: async () => {
			const opened = this.#ann.context.waitForEvent('page');
			await this.#ann.page.evaluate(() => void window.open(location.href));
			this.#original = this.#ann.page;
			this.#ann.turnsTo(await opened);
		},
		closeCopy: async () => {
			await this.#ann.page.close();
			if (this.#original) this.#ann.page = this.#original;
		},
		closeOriginal: () => this.#original?.close() ?? Promise.resolve(),
		close: async ({ before }) => {
			// Nothing can be asked of a page that has crashed.
			if (before.page !== 'crashed') await this.#remember();
			await this.#ann.page.close();
		},
		crash: async () => {
			await this.#remember();
			const { page } = this.#ann;
			this.#devtools = await page.context().newCDPSession(page);
			await crash(page);
		},
		recover: async () => {
			if (!this.#devtools) return;
			await this.#devtools.send('Page.reload');
			this.#ann.turnsTo(await this.#debugger.pageOf(this.#devtools));
			await this.#ann.page.locator('main[data-call-state]').waitFor();
		},
		open: () => this.#opens({ remembers: false }),
		restore: () => this.#opens({ remembers: true }),
		restoreLater: () => this.#opens({ remembers: true, later: LATER })
	};

	/** As of now, and with what the page notes on its way out, if it gets to it. */
	async #remember(): Promise<void> {
		await this.#ann.page.evaluate((key) => {
			const keep = () => localStorage.setItem(key, JSON.stringify(Object.entries(sessionStorage)));
			keep();
			addEventListener('pagehide', keep);
		}, REMEMBERED);
	}

	/** A new tab. `remembers`: as much as the one before, as when the browser restores it. */
	async #opens({ remembers, later = 0 }: { remembers: boolean; later?: number }): Promise<void> {
		const page = await this.#ann.context.newPage();
		await page.addInitScript(
			({ key, later }) => {
				if (key !== null && sessionStorage.length === 0)
					for (const [name, value] of JSON.parse(localStorage.getItem(key) ?? '[]') as [string, string][])
						sessionStorage.setItem(name, value);
				const now = Date.now;
				Date.now = () => now() + later;
			},
			{ key: remembers ? REMEMBERED : null, later }
		);
		this.#ann.turnsTo(page);
		await goTo(page, this.#room.url(this.#ann.name));
		await page.locator('main[data-call-state]').waitFor();
	}
}

const OFF = { ...WELL, wanted: false };

/** `isDark`: Ann has turned her camera and her microphone off on an earlier page. `canSleep`: so can her machine. */
export async function openPages(
	browser: Browser,
	app: App,
	devtools: string,
	{ isDark = false, canSleep = false } = {}
): Promise<Scene> {
	const room = new Room(browser, app);
	const arrives = canSleep ? room.arrivesOverProxy('Ann') : room.arrives('Ann');
	const [ben, ann] = await Promise.all([room.arrives('Ben'), arrives]);
	await ben.startsCall();
	if (isDark) {
		for (const button of [en.camera_off, en.mute_microphone]) await ann.presses(button);
		await DOINGS.goElsewhere?.(ann);
	}
	const tool = new Debugger(devtools);
	const tab = new Tab(ann, room, tool);
	let last = '';
	const everyone = ({ page = '', place }: Values): Present[] => {
		const isUndisturbed = UNNOTICED.has(last);
		const isConnected =
			(place === 'call' && !['closed', 'crashed', 'away', 'cached', 'asleep'].includes(page)) || place === 'beside';
		const presence = {
			place: (place === 'beside' ? 'lobby' : place) as 'lobby' | 'call' | 'end',
			isIncomplete: page === 'incomplete',
			isUndisturbed,
			...(isDark && { devices: { camera: OFF, microphone: OFF } })
		};
		return [
			{ guest: ben, isConnected: true, presence: { place: 'call', isUndisturbed } },
			{ guest: ann, isConnected, presence: CANNOT_BE_SEEN.has(page) ? null : presence }
		];
	};
	return {
		perform: async (step) => {
			last = step.event;
			await (step.part === 'page' ? tab.performs(step) : DOINGS[step.event]?.(ann));
		},
		look: (values, since) => room.looks(everyone(values), since),
		close: async () => {
			await tool.close();
			await room.close();
		}
	};
}
