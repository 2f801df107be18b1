/** Someone in a call, seen from a test: what they do, and what they get to see and hear. */
import { setTimeout as pause } from 'node:timers/promises';
import { expect, vi } from 'vitest';
import { DEVICE_KINDS } from '../../../machines/device.kinds';
import type { DeviceKind, EngineEvent, RoomLogin } from '../../../machines/engine';
import type { Failure } from '../../../machines/failure';
import { ROOM_REASONS, type RoomReason } from '../../../machines/room.reason';
import { streamIDOf } from '../../../machines/stream';
import { LISTENING, SILENCE } from '../../browser/support/witness';
import type { LoggedEvent, Outcome, Performer } from './performer';
import { eventually, PATIENCE } from './eventually';

type EventOf<T extends EngineEvent['type']> = Extract<LoggedEvent, { type: T }>;
type Methods = {
	[K in keyof Performer]: Performer[K] extends (...args: infer A) => infer R ? { args: A; result: Awaited<R> } : never;
};
export type Method = keyof Methods;

/** Told at any time, of nothing that anybody did. Firefox's fake microphone speaks all the time. */
const ASIDE: ReadonlySet<EngineEvent['type']> = new Set([
	'network.quality',
	'device.list',
	'device.speaking',
	'remote.speaking',
	'engine.overload',
	'engine.log'
]);

export interface Host {
	/** Every reason that someone has been told. */
	readonly seen: Set<RoomReason>;
	/** A login that is let in, as far as the host has a say. */
	ticket(user: { userID: string; name: string }, roomID: string): RoomLogin;
}

const reasonsIn = (events: LoggedEvent[]): RoomReason[] =>
	events.flatMap(({ type }) => ROOM_REASONS.filter((reason) => type === `room.${reason}`));

export abstract class Person {
	roomID = '';

	constructor(
		readonly host: Host,
		readonly name: string,
		readonly userID: string
	) {}

	protected abstract perform(method: Method, args: unknown[]): Promise<unknown>;
	/** Gone, and nothing of them runs any more. */
	abstract vanish(): Promise<void>;
	/** Errors on their page that nobody caught. */
	abstract readonly pageErrors: string[];

	get streamID(): string {
		return streamIDOf(this.userID, 'camera');
	}

	get screenID(): string {
		return streamIDOf(this.userID, 'screen');
	}

	do<K extends Method>(method: K, ...args: Methods[K]['args']): Promise<Methods[K]['result']> {
		return this.perform(method, args);
	}

	ticket(roomID = this.roomID): RoomLogin {
		this.roomID = roomID;
		return this.host.ticket(this, roomID);
	}

	/** Devices on, through the lobby into the room, publishing; resolves when all of it is so. */
	async join(roomID: string, devices: readonly DeviceKind[] = DEVICE_KINDS): Promise<void> {
		await Promise.all(devices.map((device) => this.do('open', device)));
		const ticket = this.ticket(roomID);
		await this.do('enter', ticket);
		await this.do('login', ticket, devices.length > 0);
		await this.hears('room.LOGINED', (event) => event.roomID === roomID);
		if (devices.length > 0) await this.hears('publisher.PUBLISHING');
	}

	async events(): Promise<LoggedEvent[]> {
		const told = await this.do('told');
		for (const reason of reasonsIn(told)) this.host.seen.add(reason);
		return told;
	}

	outcomeOf(of: string): Promise<Outcome | undefined> {
		return this.do('outcomeOf', of);
	}

	/** What came of it, once anything has. */
	async settles(of: string): Promise<Outcome | undefined> {
		await eventually(async () => expect(await this.outcomeOf(of)).not.toBe('asked'));
		return this.outcomeOf(of);
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
				if (!found) throw new Error(`${this.name} was never told ${type}: ${await this.#all()}`);
				return found;
			},
			{ timeout, interval: 25 }
		);
	}

	/** The types of all events, in order; quality, devices and the log left out. */
	async history(): Promise<string[]> {
		return (await this.events()).map(({ type }) => type).filter((type) => !ASIDE.has(type));
	}

	async reasons(): Promise<RoomReason[]> {
		return reasonsIn(await this.events());
	}

	/** Pictures of a stream go on coming. */
	async sees(streamID: string, timeout = PATIENCE): Promise<void> {
		const before = await this.do('frames', streamID);
		await vi.waitFor(
			async () => {
				const frames = await this.do('frames', streamID);
				if (frames > before + 3) return;
				throw new Error(`${this.name} sees ${frames - before} pictures of ${streamID}: ${await this.#all()}`);
			},
			{ timeout, interval: 50 }
		);
	}

	/** No more pictures of a stream come. */
	async seesNoMoreOf(streamID: string): Promise<void> {
		await eventually(async () => {
			const before = await this.do('frames', streamID);
			await pause(LISTENING);
			expect(await this.do('frames', streamID)).toBe(before);
		});
	}

	async hearsSoundOf(streamID: string): Promise<void> {
		const before = await this.do('sound', streamID);
		await eventually(async () => expect((await this.do('sound', streamID)) - before).toBeGreaterThan(SILENCE));
	}

	async hearsNothingOf(streamID: string): Promise<void> {
		await eventually(async () => {
			const before = await this.do('sound', streamID);
			await pause(LISTENING);
			expect((await this.do('sound', streamID)) - before).toBeLessThan(SILENCE);
		});
	}

	async #all(): Promise<string> {
		return (await this.events())
			.filter(({ type }) => !ASIDE.has(type))
			.map((event) => JSON.stringify(event))
			.join('\n');
	}
}

/** Everyone sees and hears everyone. */
export async function allMeet(...people: Person[]): Promise<void> {
	await Promise.all(
		people.flatMap((one) =>
			people
				.filter((other) => other !== one)
				.flatMap((other) => [one.sees(other.streamID), one.hearsSoundOf(other.streamID)])
		)
	);
}

/** The failure that a refused operation carries. */
export async function failureOf(refused: Promise<unknown>): Promise<Failure> {
	const message = await refused.then(
		() => expect.fail('it was not refused'),
		(error: unknown) => (error instanceof Error ? error.message : String(error))
	);
	return JSON.parse(message.slice(message.indexOf('{'), message.lastIndexOf('}') + 1)) as Failure;
}

/** A device of someone is told to be on or off. */
export const heard = (of: Person, device: DeviceKind, status: 'OPEN' | 'MUTE') => (event: object) =>
	expect.objectContaining({ streamID: of.streamID, device, status }).asymmetricMatch(event);

export const isAdd = ({ update }: { update: string }) => update === 'ADD';
export const isDelete = ({ update }: { update: string }) => update === 'DELETE';
