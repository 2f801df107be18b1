/**
 * Recorded events on today's charts. Each actor is replayed on its own: all events it got are in the recording. So no
 * service runs, no timer fires, and events to other actors go nowhere.
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
import { chartGraph } from '../chart/graph';
import { unknownStates } from '../chart/states';
import { CHARTS, type ChartsByID } from '../charts';
import type { ActorState, Entry } from './recorder';
import { redact, type Json } from './redact';

/** One event of a recording, or an actor that is already there when the recording begins. */
export type Step =
	| { to: string; chart?: string | undefined; event: Entry['event'] }
	| { to: string; resume: ActorState };
export type Outcome = { value: Json; context: Json; status: string; result: Entry['result'] };

/** No aliases: what is replayed has been redacted before. */
const asItIs = (_kind: string, value: string) => value;
/** No timer ever fires: those of the recorded call are in the recording, as events. */
const STOPPED: NonNullable<ActorOptions<AnyStateMachine>['clock']> = {
	setTimeout: () => undefined,
	clearTimeout: () => undefined
};
const inert = fromCallback(() => undefined);

type Beginning = { input: Json } | { resume: ActorState };

export class Replay {
	readonly #charts: ChartsByID;
	readonly #actors = new Map<string, ReturnType<typeof hosted>>();

	constructor(charts: ChartsByID = CHARTS) {
		this.#charts = charts;
	}

	/** Null when today's charts do not have this actor: its chart or its state is unknown, or it never began. */
	step(step: Step): Outcome | null {
		if ('resume' in step) return this.#begin(step.to, step.resume.chart, { resume: step.resume });
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

	#begin(to: string, chart: string, from: Beginning): Outcome | null {
		const machine = this.#charts.get(chart);
		if (!machine || ('resume' in from && unknownStates(chartGraph(machine), from.resume.value).length > 0)) return null;
		const actor = hosted(machine, from);
		this.#actors.set(to, actor);
		return { ...actor.read(), result: 'taken' };
	}
}

/** The chart as the child of an empty one, so that it has a parent to send events to. */
function hosted(machine: AnyStateMachine, from: Beginning) {
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
		...('resume' in from && { snapshot: hostSnapshot(persisted(from.resume, machine)) })
	});
	// A chart that throws stops its host too; `read` then says so.
	actor.subscribe({ error: () => undefined });
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

const plain = (context: unknown): Json =>
	JSON.parse(JSON.stringify(redact(context, asItIs, 'context') ?? null)) as Json;

/* What XState writes and reads as a persisted snapshot: https://stately.ai/docs/persistence */
const atRest = { status: 'active', output: undefined, error: undefined, input: undefined };

/** Without children whose source today's chart does not have. */
const persisted = ({ value, context, children }: ActorState, { implementations }: AnyStateMachine) => ({
	...atRest,
	value,
	context,
	historyValue: {},
	children: Object.fromEntries(
		Object.entries(children)
			.filter(([, src]) => Object.hasOwn(implementations.actors, src))
			.map(([id, src]) => [id, { src, syncSnapshot: false, snapshot: atRest }])
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
