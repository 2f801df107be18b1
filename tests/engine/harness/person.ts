/** Someone in a call, seen from a test: what they do, and what they get to see and hear. */
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core';
import { expect, vi } from 'vitest';
import type { DeviceKind, EngineEvent, RoomLogin } from '../../../machines/engine';
import { streamIDOf } from '../../../machines/stream';
import type { Harness, LoggedEvent } from './page';
import type { Stage } from './stage';

type EventOf<T extends EngineEvent['type']> = Extract<LoggedEvent, { type: T }>;
type Methods = {
	[K in keyof Harness]: Harness[K] extends (...args: infer A) => infer R ? { args: A; result: Awaited<R> } : never;
};
type Method = { [K in keyof Methods]: Methods[K] extends never ? never : K }[keyof Methods];

let count = 0;

export class Person {
	readonly page: Page;
	readonly context: BrowserContext;
	userID: string;
	readonly name: string;
	readonly #stage: Stage;
	roomID = '';
	#devtools: CDPSession | null = null;

	private constructor(stage: Stage, context: BrowserContext, page: Page, name: string, userID: string) {
		this.#stage = stage;
		this.context = context;
		this.page = page;
		this.name = name;
		this.userID = userID;
	}

	static async arrive(stage: Stage, browser: Browser, name: string): Promise<Person> {
		const context = await browser.newContext({ permissions: ['camera', 'microphone'] });
		const person = new Person(stage, context, await context.newPage(), name, `${name}${++count}`);
		await person.load();
		return person;
	}

	get streamID(): string {
		return streamIDOf(this.userID, 'camera');
	}

	get screenID(): string {
		return streamIDOf(this.userID, 'screen');
	}

	/** A fresh page with a fresh engine: a new session. */
	async load(): Promise<void> {
		this.page.on('pageerror', (error) => console.error(this.name, error));
		await this.page.goto(this.#stage.pageURL);
		await this.page.waitForFunction(() => 'harness' in window);
		await this.do('create', this.#stage.signalURL, `session${++count}`);
	}

	/** Failures come as data; the browser's bridge only carries errors. */
	do<K extends Method>(method: K, ...args: Methods[K]['args']): Promise<Methods[K]['result']> {
		return this.page.evaluate(
			async ([name, given]) => {
				const { harness } = window as unknown as { harness: Record<string, (...all: unknown[]) => unknown> };
				try {
					return await harness[name]?.(...given);
				} catch (error) {
					throw error instanceof Error ? error : new Error(JSON.stringify(error));
				}
			},
			[method, args] as const
		);
	}

	ticket(roomID = this.roomID): RoomLogin {
		this.roomID = roomID;
		const token = this.#stage.token(this.userID, roomID);
		return { roomID, user: { userID: this.userID, userName: this.name }, token };
	}

	/** Devices on, then through the lobby into the room. */
	async join(roomID: string, devices: DeviceKind[] = ['camera', 'microphone']): Promise<void> {
		await Promise.all(devices.map((device) => this.do('open', device)));
		const ticket = this.ticket(roomID);
		await this.do('enter', ticket);
		await this.do('login', ticket, devices.length > 0);
	}

	events(): Promise<LoggedEvent[]> {
		return this.page.evaluate(() => (window as unknown as { harness: Harness }).harness.events);
	}

	/** What has been told of a kind, oldest first. */
	async told<T extends EngineEvent['type']>(type: T, matching: (event: EventOf<T>) => boolean = () => true) {
		const all = await this.events();
		return all.filter((event): event is EventOf<T> => event.type === type).filter(matching);
	}

	/** Waits until it has been told, and returns it. */
	async hears<T extends EngineEvent['type']>(
		type: T,
		matching: (event: EventOf<T>) => boolean = () => true,
		timeout = 20_000
	): Promise<EventOf<T>> {
		return vi.waitFor(
			async () => {
				const found = (await this.told(type, matching)).at(-1);
				if (!found) throw new Error(`${this.name} was never told ${type}: ${await this.#history()}`);
				return found;
			},
			{ timeout, interval: 25 }
		);
	}

	async reasons(): Promise<string[]> {
		return (await this.events()).map(({ type }) => type).filter((type) => /^room\.[A-Z_]+$/.test(type));
	}

	/** Pictures of a stream go on coming. */
	async sees(streamID: string, timeout = 20_000): Promise<void> {
		const before = await this.do('frames', streamID);
		await vi.waitFor(async () => expect(await this.do('frames', streamID)).toBeGreaterThan(before + 3), {
			timeout,
			interval: 50
		});
	}

	async isHeardBy(other: Person, timeout = 20_000): Promise<void> {
		await vi.waitFor(async () => expect(await other.do('loudness', this.streamID)).toBeGreaterThanOrEqual(20), {
			timeout
		});
	}

	/** The same user in another window. */
	as(other: Person): this {
		this.userID = other.userID;
		return this;
	}

	/** Packets of media only. Has to be set up (with `false`) before the first connection is made. */
	cutMedia(cut: boolean): Promise<void> {
		return this.#emulate(false, cut);
	}

	/** Media and signalling; needs `cutMedia(false)` beforehand. */
	cutNetwork(cut: boolean): Promise<void> {
		return this.#emulate(cut, cut);
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

	async vanish(): Promise<void> {
		await this.context.close();
	}

	async #history(): Promise<string> {
		return (await this.events())
			.filter(({ type }) => type !== 'network.quality' && type !== 'device.list')
			.map((event) => JSON.stringify(event))
			.join('\n');
	}
}

/** Everyone sees and hears everyone. */
export async function allMeet(...people: Person[]): Promise<void> {
	await Promise.all(
		people.flatMap((one) =>
			people.filter((other) => other !== one).flatMap((other) => [one.sees(other.streamID), other.isHeardBy(one)])
		)
	);
}
