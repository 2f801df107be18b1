/** Someone in a call, seen from a test: what they do, and what they get to see and hear. */
import type { Page } from 'playwright-core';
import { expect, vi } from 'vitest';
import type { DeviceKind, EngineEvent, RoomLogin } from '../../../machines/engine';
import type { Failure } from '../../../machines/failure';
import { streamIDOf } from '../../../machines/stream';
import { LOUD, type LoggedEvent, type Performer } from './performer';

type EventOf<T extends EngineEvent['type']> = Extract<LoggedEvent, { type: T }>;
type Methods = {
	[K in keyof Performer]: Performer[K] extends (...args: infer A) => infer R ? { args: A; result: Awaited<R> } : never;
};
type Method = { [K in keyof Methods]: Methods[K] extends never ? never : K }[keyof Methods];

/** For a machine that is busy with other things; nothing waits as long when all is well. */
const PATIENCE = 20_000;

let count = 0;

/** All the SDK reads of a token: its version and, in the first eight bytes, when it expires. */
export function token(seconds: number): string {
	const bytes = Buffer.alloc(64);
	bytes.writeBigInt64BE(BigInt(Math.floor(Date.now() / 1_000) + seconds));
	return `04${bytes.toString('base64')}`;
}

export class Person {
	readonly userID: string;
	/** Errors that nobody caught, most of them the SDK's own. */
	readonly pageErrors: string[] = [];

	constructor(
		readonly page: Page,
		readonly name: string,
		userID = `${name}-${++count}`
	) {
		this.userID = userID;
	}

	get streamID(): string {
		return streamIDOf(this.userID, 'camera');
	}

	get screenID(): string {
		return streamIDOf(this.userID, 'screen');
	}

	async load(pageURL: string): Promise<void> {
		this.page.on('pageerror', (error) => this.pageErrors.push(error.message));
		await this.page.goto(pageURL);
		await this.page.waitForFunction(() => 'performer' in window);
		await this.do('create', { server: '' });
	}

	/** Failures come as data; the browser's bridge only carries errors. */
	do<K extends Method>(method: K, ...args: Methods[K]['args']): Promise<Methods[K]['result']> {
		return this.page.evaluate(
			async ([name, given]) => {
				const { performer } = window as unknown as { performer: Record<string, (...all: unknown[]) => unknown> };
				try {
					return (await performer[name]?.(...given)) as never;
				} catch (error) {
					throw error instanceof Error ? error : new Error(JSON.stringify(error));
				}
			},
			[method, args] as const
		);
	}

	ticket(roomID: string): RoomLogin {
		return { roomID, user: { userID: this.userID, userName: this.name }, token: token(3_600) };
	}

	/** Devices on, into the room, publishing; resolves when all of it is so. */
	async join(roomID: string, devices: DeviceKind[] = ['camera', 'microphone']): Promise<void> {
		await Promise.all(devices.map((device) => this.do('open', device)));
		await this.do('login', this.ticket(roomID), devices.length > 0);
		await this.hears('room.LOGINED');
		if (devices.length > 0) await this.hears('publisher.PUBLISHING');
	}

	async events(): Promise<LoggedEvent[]> {
		return this.page.evaluate(() => (window as unknown as { performer: Performer }).performer.events);
	}

	async outcomeOf(of: string): Promise<Performer['outcomes'][number]['outcome'] | undefined> {
		const outcomes = await this.page.evaluate(() => (window as unknown as { performer: Performer }).performer.outcomes);
		return outcomes.findLast((entry) => entry.of === of)?.outcome;
	}

	/** What has been told of a kind, oldest first. */
	async told<T extends EngineEvent['type']>(type: T, matching: (event: EventOf<T>) => boolean = () => true) {
		const all = await this.events();
		return all.filter((event): event is EventOf<T> => event.type === type).filter(matching);
	}

	/** Waits until it has been told, and returns the latest. */
	async hears<T extends EngineEvent['type']>(
		type: T,
		matching: (event: EventOf<T>) => boolean = () => true,
		timeout = PATIENCE
	): Promise<EventOf<T>> {
		return vi.waitFor(
			async () => {
				const found = (await this.told(type, matching)).at(-1);
				if (!found) throw new Error(`${this.name} was never told ${type}, but ${await this.history()}`);
				return found;
			},
			{ timeout, interval: 25 }
		);
	}

	/** The types of all events, in order; quality and devices left out. */
	async history(): Promise<string> {
		return (await this.events())
			.map(({ type }) => type)
			.filter((type) => type !== 'network.quality' && type !== 'device.list')
			.join(' ');
	}

	async reasons(): Promise<string[]> {
		return (await this.events()).flatMap(({ type }) => (/^room\.[A-Z_]+$/.test(type) ? [type.slice(5)] : []));
	}

	/** Pictures of a stream go on coming. */
	async sees(streamID: string, timeout = PATIENCE): Promise<void> {
		const before = await this.do('frames', streamID);
		await vi.waitFor(async () => expect(await this.do('frames', streamID)).toBeGreaterThan(before + 3), {
			timeout,
			interval: 50
		});
	}

	async hearsSoundOf(streamID: string): Promise<void> {
		await vi.waitFor(async () => expect(await this.do('loudness', streamID)).toBeGreaterThanOrEqual(LOUD), {
			timeout: PATIENCE
		});
	}

	/** The whole tab is gone, with no time for a last word. */
	async crash(): Promise<void> {
		const devtools = await this.page.context().newCDPSession(this.page);
		const crashed = this.page.waitForEvent('crash');
		// It is never answered: nobody is left to.
		devtools.send('Page.crash').catch(() => undefined);
		await crashed;
	}

	async vanish(): Promise<void> {
		await this.page.context().close();
	}
}

/** The failure that a refused operation carries. */
export async function failureOf(refused: Promise<unknown>): Promise<Failure> {
	const message = await refused.then(
		() => expect.fail('it was not refused'),
		(error: unknown) => (error instanceof Error ? error.message : String(error))
	);
	return JSON.parse(message.slice(message.indexOf('{'), message.lastIndexOf('}') + 1)) as Failure;
}
