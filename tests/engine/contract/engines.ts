/** The three engines, each with its stage: what holds for one holds for all, or is in `differences.ts`. */
import { afterAll, afterEach, beforeAll, describe } from 'vitest';
import type { EngineKind } from '../../../machines/engine';
import { LocalStage } from '../harness/local.stage';
import type { Person } from '../harness/person';
import { SimulatedStage } from '../harness/simulated.stage';
import type { Stage } from '../harness/stage';
import { ZegoStage } from '../harness/zego.stage';

const OPEN: Record<EngineKind, () => Promise<Stage>> = {
	local: () => LocalStage.open(),
	zego: () => ZegoStage.open(),
	simulated: () => Promise.resolve(new SimulatedStage())
};
const KINDS = Object.keys(OPEN) as EngineKind[];

/** The same cases for each engine; one stage for all of them. */
export function onEachEngine(cases: (on: { kind: EngineKind; stage: () => Stage }) => void): void {
	describe.each(KINDS)('%s', (kind) => {
		let stage: Stage;
		beforeAll(async () => {
			stage = await OPEN[kind]();
		});
		afterEach(() => stage.clear());
		afterAll(() => stage.close());
		cases({ kind, stage: () => stage });
	});
}

/** People in one room, with everything on. */
export async function meet<N extends string[]>(stage: Stage, ...names: N): Promise<{ [K in keyof N]: Person }> {
	const roomID = stage.newRoom();
	const people = await Promise.all(names.map((name) => stage.person(name)));
	await Promise.all(people.map((person) => person.join(roomID)));
	await Promise.all(
		people.flatMap((one) => people.filter((other) => other !== one).map((other) => one.sees(other.streamID)))
	);
	return people as { [K in keyof N]: Person };
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
