/**
 * Recorded events on the charts of today. Each actor is replayed on its own: what it was told is in the recording, so
 * no service runs, no timer fires, and what it says to others goes nowhere.
 */
import {
	createActor,
	fromCallback,
	setup,
	type AnyActorRef,
	type AnyMachineSnapshot,
	type AnyStateMachine,
	type ActorOptions,
	type EventObject
} from 'xstate';
import { CHARTS, type Charts } from '../charts';
import type { ActorState, Entry } from './recorder';
import type { Recording } from './recording';
import { redact, type Json } from './redact';
import { stateName } from '../chart/states';
import { Timeline } from './timeline';

/** One event of a recording, or an actor in the state in which the recording finds it. */
export type Step =
	{ to: string; chart?: string | undefined; event: Entry['event'] } | { to: string; resume: ActorState };
export type Outcome = { value: Json; context: Json; status: string; result: Entry['result'] };

/** Nobody's name: what is replayed has been redacted before. */
const asItIs = (_kind: string, value: string) => value;
/** No timer ever fires: what came of those of the recorded call is in the recording. */
const STOPPED: NonNullable<ActorOptions<AnyStateMachine>['clock']> = {
	setTimeout: () => undefined,
	clearTimeout: () => undefined
};
const inert = fromCallback(() => undefined);

export class Replay {
	readonly #charts: Charts;
	readonly #actors = new Map<string, ReturnType<typeof hosted>>();

	constructor(charts: Charts = CHARTS) {
		this.#charts = charts;
	}

	/** Null when the step is not for a chart of today. */
	step(step: Step): Outcome | null {
		if ('resume' in step) return this.#begin(step.to, step.resume.chart, { snapshot: persisted(step.resume) });
		const { to, chart, event } = step;
		if (event.type === 'xstate.init') {
			return chart === undefined ? null : this.#begin(to, chart, { input: event.input });
		}
		const actor = this.#actors.get(to);
		if (!actor) return null;
		if (event.type === 'xstate.stop') {
			this.#actors.delete(to);
			return { ...actor.read(), status: 'stopped', result: 'taken' };
		}
		return actor.send(event);
	}

	#begin(to: string, chart: string, from: { input: Json } | { snapshot: unknown }): Outcome | null {
		const machine = this.#charts[chart];
		if (!machine) return null;
		const actor = hosted(machine, from);
		this.#actors.set(to, actor);
		return { ...actor.read(), result: 'taken' };
	}
}

/** The chart as the child of nobody in particular, so that it has a parent to report to. */
function hosted(machine: AnyStateMachine, from: { input: Json } | { snapshot: unknown }) {
	const actors = Object.keys(machine.implementations.actors).map((name) => [name, inert]);
	const chart: AnyStateMachine = machine.provide({ actors: Object.fromEntries(actors) as object });
	const host = setup({ actors: { chart } }).createMachine({
		invoke: { id: 'chart', src: 'chart', input: 'input' in from ? from.input : undefined }
	});
	let steps = 0;
	const actor = createActor(host, {
		clock: STOPPED,
		inspect: (inspected) => {
			if (inspected.type === '@xstate.microstep') steps += inspected._transitions.length;
		},
		...('snapshot' in from && { snapshot: hostSnapshot(from.snapshot) })
	});
	// A chart that throws takes its host with it; what is read then says so.
	actor.subscribe({ error: noted });
	actor.start();
	const ref = actor.getSnapshot().children.chart as AnyActorRef | undefined;
	const read = () => {
		const snapshot = ref?.getSnapshot() as AnyMachineSnapshot | undefined;
		return {
			value: (snapshot?.value ?? null) as Json,
			context: plain(snapshot?.context),
			status: snapshot?.status ?? 'error'
		};
	};
	return {
		read,
		send(event: EventObject): Outcome {
			steps = 0;
			ref?.send(event);
			const now = read();
			return { ...now, result: now.status === 'error' ? 'threw' : steps > 0 ? 'taken' : 'ignored' };
		}
	};
}

const noted = (): void => undefined;

const plain = (context: unknown): Json =>
	JSON.parse(JSON.stringify(redact(context, asItIs, 'context') ?? null)) as Json;

/* What XState writes and reads as a persisted snapshot: https://stately.ai/docs/persistence */
const atRest = { status: 'active', output: undefined, error: undefined, input: undefined };

const persisted = ({ value, context, children }: ActorState) => ({
	...atRest,
	value,
	context,
	historyValue: {},
	children: Object.fromEntries(
		Object.entries(children).map(([id, src]) => [id, { src, syncSnapshot: false, snapshot: atRest }])
	)
});

const hostSnapshot = (snapshot: unknown): never =>
	({
		...atRest,
		value: {},
		context: {},
		historyValue: {},
		children: { chart: { src: 'chart', syncSnapshot: false, snapshot } }
	}) as never;

/** The state after every step, by name: what a test made from a recording compares. */
export function replayedStates(steps: readonly Step[], charts: Charts = CHARTS): string[] {
	const replay = new Replay(charts);
	return steps.map((step) => {
		const outcome = replay.step(step);
		return outcome ? stateName(outcome.value) : '';
	});
}

/** Where today's chart first does something else than the recorded one did. `index` is the entry's; −1 is the start. */
export type Difference = {
	index: number;
	actor: string;
	what: keyof Outcome | 'chart';
	recorded: Json;
	today: Json;
};

const COMPARED = ['result', 'status', 'value', 'context'] as const;

export function firstDifference(recording: Recording, charts: Charts = CHARTS): Difference | null {
	const timeline = Timeline.of(recording, charts);
	const replay = new Replay(charts);
	const compare = (index: number, actor: string, recorded: Outcome, today: Outcome | null): Difference | null => {
		if (!today) return { index, actor, what: 'chart', recorded: actor, today: null };
		const what = COMPARED.find((part) => !sameJson(recorded[part], today[part]));
		return what === undefined ? null : { index, actor, what, recorded: recorded[what], today: today[what] };
	};
	for (const [path, resume] of Object.entries(recording.segments[0]?.actors ?? {})) {
		const { value, context } = resume;
		const recorded: Outcome = { value, context, status: 'active', result: 'taken' };
		const difference = compare(-1, path, recorded, replay.step({ to: path, resume }));
		if (difference) return difference;
	}
	let frame = timeline.origin;
	for (const [index, entry] of timeline.entries.entries()) {
		const after = timeline.actorAfter(frame.actors[entry.to], entry);
		frame = timeline.next(frame, entry);
		if (!after || entry.result === 'dropped') continue;
		const { value, context, status } = after;
		const recorded: Outcome = { value, context, status, result: entry.result };
		const difference = compare(index, entry.to, recorded, replay.step(entry));
		if (difference) return difference;
	}
	return null;
}

/** Regardless of the order of keys, which JSON does not mean anything by. */
export function sameJson(a: Json, b: Json): boolean {
	if (a === b) return true;
	if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
	if (Array.isArray(a) !== Array.isArray(b)) return false;
	const [left, right] = [a as Record<string, Json>, b as Record<string, Json>];
	const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
	return [...keys].every((key) => sameJson(left[key], right[key]));
}
