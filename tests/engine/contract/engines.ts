/** The three engines, each with its stage: what holds for one holds for all, or is in `differences.ts`. */
import { afterAll, afterEach, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import type { EngineKind } from '../../../machines/engine';
import type { RoomReason } from '../../../machines/room.reason';
import { hasFirefox } from '../../browser/support/firefox/firefox';
import { LocalStage } from '../harness/local.stage';
import { isDelete, type Person } from '../harness/person';
import { SimulatedStage } from '../harness/simulated.stage';
import { isFirefox } from '../harness/browser.stage';
import type { Stage } from '../harness/stage';
import { ZegoStage } from '../harness/zego.stage';
import { differs } from './differences';
import { seenIn, type ContractFile } from './reasons';

const OPEN: Record<EngineKind, () => Promise<Stage>> = {
	local: () => LocalStage.open(),
	zego: () => ZegoStage.open(),
	simulated: () => Promise.resolve(new SimulatedStage())
};
const KINDS = Object.keys(OPEN) as EngineKind[];

declare module 'vitest' {
	interface ProvidedContext {
		/** The engines that a project tries the contract on. */
		engines?: EngineKind[];
	}
}

/** The same cases for each engine; one stage for all of them. `file` is whose cases these are. */
export function onEachEngine(file: ContractFile, cases: (on: { kind: EngineKind; stage: () => Stage }) => void): void {
	describe.skipIf(isFirefox && !hasFirefox).each(inject('engines') ?? KINDS)('%s', (kind) => {
		let stage: Stage;
		beforeAll(async () => {
			stage = await OPEN[kind]();
		});
		afterEach(() => stage.clear());
		afterAll(() => stage.close());
		cases({ kind, stage: () => stage });

		test.skipIf(isFirefox)('every reason that reasons.ts lists for this file was reported', () => {
			expect([...stage.seen].filter((reason) => seenIn(file, kind).includes(reason)).toSorted()).toEqual(
				seenIn(file, kind).toSorted()
			);
		});
	});
}

/**
 * What takes a clock that can be skipped, or a tab that crashes: Firefox can't be made to do either. And what takes sound that a page makes or
 * measures: Firefox starts no `AudioContext` on a machine without a sound card.
 */
export const chromiumTest = test.skipIf(isFirefox);

/** People in one room, with everything on. */
export async function meet<N extends string[]>(
	stage: Stage,
	names: [...N],
	options: { fakeClock?: boolean; voice?: boolean } = {}
): Promise<{ [K in keyof N]: Person }> {
	const roomID = stage.newRoom();
	const people = await Promise.all(names.map((name) => stage.person(name, options)));
	await Promise.all(people.map((person) => person.join(roomID)));
	await Promise.all(
		people.flatMap((one) => people.filter((other) => other !== one).map((other) => one.sees(other.streamID)))
	);
	return people as { [K in keyof N]: Person };
}

/** Cut off from the rooms, and told so: soon, or late. */
export async function loseRooms(stage: Stage, ...people: Person[]): Promise<void> {
	const lost = await Promise.all(people.map((person) => person.do('now')));
	await stage.goAway();
	await Promise.all(people.map((person) => comesToHear(stage, person, 'RECONNECTING', isLate(stage) ? 4_000 : 0)));
	const told = await Promise.all(people.map((person) => person.hears('room.RECONNECTING')));
	for (const [index, { at, failure }] of told.entries()) {
		expect(failure?.code).toBe('network.broken');
		expect(at - (lost[index] ?? 0) >= LATE).toBe(isLate(stage));
	}
}

/** As long as the SDK is silent about an outage, by the clock of whoever is told (ms). */
const LATE = 8_000;

/** Tells of an outage only after so long that a clock of our own is better. */
export const isLate = ({ kind }: Stage): boolean => differs(kind, 'lateWarning');

/** How often it is looked whether something has happened (ms). */
const LOOK = 200;
/** To skip each time: the engine's pauses are shorter, and its patience with the network is not over at once. */
export const HURRY = 2 * LOOK;

/** Until this is the latest they have been told; `skip` is what passes between two looks for whoever is `fakeClock` (ms). */
export async function comesToHear(stage: Stage, person: Person, reason: RoomReason, skip: number): Promise<void> {
	await vi.waitFor(
		async () => {
			if ((await person.reasons()).at(-1) === reason) return;
			if (skip > 0) await stage.passTime(person, skip);
			throw new Error(`${person.name} was never told ${reason}: ${(await person.history()).join(' ')}`);
		},
		{ timeout: 30_000, interval: LOOK }
	);
}

/** Someone who published goes: the stream first, then its owner, and why. On ZEGO perhaps not why (`unknownReason`). */
export async function hearsGoing(told: Person, other: Person, kind: EngineKind, reason: string): Promise<void> {
	await Promise.all([told.hears('room.userUpdate', isDelete), told.hears('room.streamUpdate', isDelete)]);
	const news = (await newsOf(other, told)).slice(-2);
	const isUnknown = differs(kind, 'unknownReason') && news.includes('stream DELETE stopped');
	if (isUnknown) expect(news.toSorted()).toEqual(['stream DELETE stopped', expect.stringMatching(/^user DELETE/)]);
	else expect(news).toEqual([`stream DELETE ${reason}`, `user DELETE ${reason}`]);
}

/** What was told of someone else, in order: their streams and themselves, with the reason if there is one. */
export async function newsOf(other: Person, told: Person): Promise<string[]> {
	return (await told.events()).flatMap((event) => {
		if (event.type !== 'room.userUpdate' && event.type !== 'room.streamUpdate') return [];
		const users = event.type === 'room.userUpdate' ? event.users : event.streams.map(({ user }) => user);
		if (!users.some(({ userID }) => userID === other.userID)) return [];
		const what = event.type === 'room.userUpdate' ? 'user' : 'stream';
		return [[what, event.update, event.reason].filter((word) => word !== null).join(' ')];
	});
}
