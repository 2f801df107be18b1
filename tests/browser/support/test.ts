/** `test` of the browser tests: one app and one Chromium for a file, a room of its own and its people for each test. */
import { randomUUID } from 'node:crypto';
import type { Browser, BrowserContext, BrowserContextOptions, Page, WebSocketRoute } from 'playwright-core';
import { test as base } from 'vitest';
import en from '../../../messages/en.json';
import type { EngineKind } from '../../../machines/engine';
import { App } from './app';
import { launchChromium, launchFreezableChromium, type FreezableChromium, type Machine } from './chromium';
import type { Held } from './holding';
import { collectEdges, recordEdges } from './edges';
import { launchFirefox, type Preferences } from './firefox/firefox';
import { installHardware, type HardwareOptions } from './hardware';
import { Network } from './devtools';
import { Person } from './person';
import { goTo } from './page';
import { installProbe } from './probe';
import { TcpProxy } from './tcp.proxy';
import { installVoice } from './voice';

export type Arrival = {
	room?: string;
	app?: App;
	/** A browser, or a window that is already open in one. */
	at?: Browser | BrowserContext;
	/** What the site may use; the browser refuses the rest without asking. */
	allowed?: ('camera' | 'microphone')[];
	hardware?: Partial<HardwareOptions>;
	/** With a microphone that says nothing until it is told to. */
	voice?: boolean;
	/** Comes as the user whose seat this is. */
	seat?: string;
	/** Comes by a link of the operator's login, which gave them this token. */
	access?: string;
	/** The answer that is held from the beginning. */
	held?: Held;
	/** What can't be reached at the beginning. */
	unreachable?: Held[];
	/** Messages of the server that contain this text never reach the page. */
	lostMessages?: string;
	/** The network of this person can be lost later. */
	canLoseNetwork?: boolean;
	context?: BrowserContextOptions;
	/** Handles the signalling socket in place of the local engine's server. */
	signalling?: (socket: WebSocketRoute) => void;
	/** With `page.clock`, so that a test can skip time. */
	fakeClock?: boolean;
	/** With the inspector on the page. */
	debug?: boolean;
	/** `ready`: the lobby has done its work. `open`: only the page and its script are there. */
	until?: 'ready' | 'open';
};

/** Small: what is painted is painted by the same two cores that run the calls. */
const VIEWPORT = { width: 800, height: 600 };

type Settled = Arrival &
	Required<Pick<Arrival, 'room' | 'app' | 'at'>> & {
		engine: EngineKind;
		strayErrors: RegExp[];
		proxy: TcpProxy | null;
	};

export interface People {
	readonly room: string;
	/** Opens the room's page, with the name filled in, and waits in the lobby. */
	arrives(name: string, arrival?: Arrival): Promise<Person>;
	/** As "Duplicate tab" does: a tab of the same browser that begins with a copy of what the first one remembers. */
	duplicates(person: Person): Promise<Person>;
	/** An app of this test's own, to be stopped, frozen or set up differently. */
	ownApp(env?: Record<string, string>): Promise<App>;
	/** A computer of this test's own. */
	ownMachine(machine?: Machine): Promise<FreezableChromium>;
	/** Any page of the app. */
	opens(path: string, context?: BrowserContextOptions): Promise<Page>;
	/** All of them in the call, one after the other. */
	inCall<const N extends readonly string[]>(...names: N): Promise<{ [K in keyof N]: Person }>;
}

export const test = base.extend<{
	app: App;
	chromium: Browser;
	/** Only for tests that are skipped where there is none. */
	firefox: Browser;
	engine: EngineKind;
	env: Record<string, string>;
	machine: Machine;
	chromiumArgs: string[];
	firefoxPreferences: Preferences;
	strayErrors: RegExp[];
	people: People;
}>({
	/** What the calls run on. */
	engine: ['local', { scope: 'file' }],
	/** What every app here is set up with. */
	env: [{}, { scope: 'file' }],
	/** What the Chromium of the file runs on. */
	machine: [{}, { scope: 'file' }],
	/** What every browser here is started with besides. */
	chromiumArgs: [[], { scope: 'file' }],
	firefoxPreferences: [{}, { scope: 'file' }],
	/** What the browser complains of, and what is not ours. */
	strayErrors: [[], { scope: 'file' }],
	app: [
		async ({ env }, use) => {
			const app = await App.start(env);
			await use(app);
			await app.stop();
		},
		{ scope: 'file' }
	],
	chromium: [
		async ({ machine, chromiumArgs }, use) => {
			const browser = await launchChromium(machine, chromiumArgs);
			await use(browser);
			await browser.close();
		},
		{ scope: 'file' }
	],
	firefox: [
		async ({ firefoxPreferences }, use) => {
			const browser = await launchFirefox(firefoxPreferences);
			await use(browser);
			await browser.close();
		},
		{ scope: 'file' }
	],
	people: async ({ app, chromium, engine, env, chromiumArgs, strayErrors, task }, use) => {
		const room = `room-${randomUUID()}`;
		const everyone: Person[] = [];
		const contexts = new Set<BrowserContext>();
		const apps: App[] = [];
		const machines: FreezableChromium[] = [];
		const proxies: TcpProxy[] = [];
		const keep = (person: Person) => {
			everyone.push(person);
			contexts.add(person.context);
			return person;
		};
		const arrives = async (name: string, arrival: Arrival = {}) => {
			const proxy = arrival.canLoseNetwork ? await TcpProxy.to((arrival.app ?? app).url) : null;
			if (proxy) proxies.push(proxy);
			const person = keep(await open(name, { room, app, at: chromium, engine, strayErrors, proxy, ...arrival }));
			if (arrival.until !== 'open') await person.page.getByRole('heading', { name: en.status_ready }).waitFor();
			return person;
		};
		await use({
			room,
			arrives,
			async duplicates({ name, page, context }) {
				const opened = context.waitForEvent('page');
				await page.evaluate(() => void window.open(location.href));
				const twin = keep(new Person(name, await opened));
				twin.expectsErrors(...strayErrors);
				return twin;
			},
			async ownApp(more) {
				const own = await App.start({ ...env, ...more });
				apps.push(own);
				return own;
			},
			async ownMachine(machine) {
				const own = await launchFreezableChromium(machine, chromiumArgs);
				machines.push(own);
				return own;
			},
			async opens(path, options = {}) {
				const context = await newContext(chromium, { engine, context: options });
				contexts.add(context);
				const page = await context.newPage();
				await goTo(page, app.url + path);
				return page;
			},
			async inCall(...names) {
				const people: Person[] = [];
				for (const name of names) {
					const person = await arrives(name);
					await person.startsCall();
					people.push(person);
				}
				return people as never;
			}
		});
		const problems = everyone.flatMap((person) => person.problems);
		if (task.result?.state === 'fail' || problems.length > 0) await Promise.all(everyone.map(tellJournal));
		await collectEdges(...everyone.map(({ page }) => page));
		await Promise.all([...contexts].map((context) => context.close()));
		proxies.forEach((proxy) => proxy.close());
		await Promise.all([...machines.map((machine) => machine.close()), ...apps.map((own) => own.kill())]);
		if (problems.length > 0) throw new Error(`Errors in the browser:\n${problems.join('\n')}`);
	}
});

async function open(
	name: string,
	{ room, app, at, access, held, unreachable, proxy, signalling, fakeClock, debug, strayErrors, ...rest }: Settled
): Promise<Person> {
	const context = 'newContext' in at ? await newContext(at, rest) : at;
	const page = await context.newPage();
	const isEmulated = 'newCDPSession' in context;
	const person = new Person(name, page, proxy && isEmulated ? await Network.of(page, proxy) : proxy);
	person.expectsErrors(...strayErrors);
	if (fakeClock) await page.clock.install();
	if (signalling) await page.routeWebSocket('**/api/signal?*', signalling);
	if (held) await person.holds(held);
	if (unreachable) {
		// The browser's own, and it may come before the page is open.
		person.expectsErrors(/net::ERR_FAILED|Failed to load resource/);
		await person.cannotReach(...unreachable);
	}
	const fragment = access === undefined ? '' : `#access=${access}`;
	const query = `?name=${encodeURIComponent(name)}${debug ? '&debug' : ''}`;
	await goTo(page, `${(proxy ?? app).url}/call/${room}${query}${fragment}`);
	return person;
}

async function newContext(
	browser: Browser,
	{
		allowed = ['camera', 'microphone'],
		hardware,
		voice = false,
		lostMessages,
		seat,
		context: options,
		engine
	}: Arrival & { engine: EngineKind }
): Promise<BrowserContext> {
	const context = await browser.newContext({ permissions: allowed, viewport: VIEWPORT, ...options });
	context.setDefaultTimeout(15_000);
	if (voice) await context.addInitScript(installVoice);
	if (hardware) await context.addInitScript(installHardware, hardware);
	if (seat !== undefined) await context.addInitScript((seat) => sessionStorage.setItem('seat', seat), seat);
	await context.addInitScript(installProbe, { lostMessages: lostMessages ?? null });
	await recordEdges(context, engine);
	return context;
}

async function tellJournal(person: Person): Promise<void> {
	const journal = await person.journal().catch(() => []);
	const lines = journal.map(({ at, what, text }) => `${new Date(at).toISOString().slice(17, 23)} ${what}: ${text}`);
	console.log([`${person.name} at ${person.page.url()}`, ...lines].join('\n  '));
}
