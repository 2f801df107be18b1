/**
 * Records a call: every event, its sender and receiver, and what it changed. Everything is redacted before it is kept.
 * The recorder is always on, so it uses little memory and time. A call loads it after the call has been set up.
 */
import type { AnyActorRef, AnyMachineSnapshot, EventObject, InspectionEvent, Snapshot } from 'xstate';
import { edgeID, nameOf } from '../chart/names';
import { aliases, redact, redactChildID, redactedChanges, type Change, type Json } from './redact';

export const FORMAT = 'video-call-recording';
export const VERSION = 1;

/** `dropped`: the actor had already ended. `threw`: the chart threw an error. */
export type Result = 'taken' | 'ignored' | 'dropped' | 'threw';
export type Entry = {
	/** Milliseconds since the recording began. */
	at: number;
	/** Path of the receiving actor: `call/screen/publisher`. */
	to: string;
	/** Path of the sending actor; empty for the page. */
	from: string;
	event: { type: string; [key: string]: Json };
	result: Result;
	/** IDs of the transitions taken, in order. */
	via?: string[] | undefined;
	/** Of an ignored event: the guards that were false. */
	guards?: string[] | undefined;
	/** Only in the first entry of an actor: its chart, and the name under which its parent invoked or spawned it. */
	chart?: string | undefined;
	src?: string | undefined;
	/** The new state, when it has changed. */
	value?: Json;
	changes?: Change[] | undefined;
	/** Missing while it is `active`. */
	status?: string | undefined;
};
/** A running actor at the beginning of a segment. `children`: the source of each, by its ID. */
export type ActorState = { chart: string; src: string; value: Json; context: Json; children: Record<string, string> };

type Machine = { path: string; chart: string; src: string; snapshot: AnyMachineSnapshot | null; value: string };
type Open = { entry: Entry; event: EventObject; actor: AnyActorRef };
type Segment = { at: number; actors: Record<string, ActorState>; entries: string[]; size: number };

/**
 * In characters. An hour of a call in which something changes every second takes about a quarter of all segments. The
 * oldest segment goes when there is one too many.
 */
const SEGMENT_SIZE = 250_000;
const SEGMENTS = 16;

export interface Recorder {
	/** The `inspect` option of the call's root actor. `at`: the time of the event by the recorder's clock, if not now. */
	readonly inspect: (event: InspectionEvent, at?: number) => void;
	/** Ends the entries still open: everything they set off is over. */
	settle(): void;
	/** The number of all entries so far, also of those no longer kept. */
	readonly total: number;
	/** The recording so far, as the text of a file. */
	save(build?: string): string;
	/** Calls back with new entries, each as JSON. Returns the unsubscriber. */
	subscribe(listener: (entries: string[]) => void): () => void;
}

/** `began`: the time at which the call began, by `now`. */
export function createRecorder(now = () => performance.now(), alias = aliases(), began = now()): Recorder {
	const startedAt = new Date(Date.now() - (now() - began)).toISOString();
	const machines = new Map<AnyActorRef, Machine>();
	/** Transitions taken before an actor's first event, on entering its initial state. */
	const earlySteps = new WeakMap<AnyActorRef, string[]>();
	const listeners = new Set<(entries: string[]) => void>();
	const segments: Segment[] = [{ at: 0, actors: {}, entries: [], size: 0 }];
	let open: Open[] = [];
	let total = 0;
	let isBroken = false;
	let moment = 0;

	const sinceBeginning = (at: number) => Math.round((at - began) * 10) / 10;

	const pathOf = (actor: AnyActorRef | undefined): string => {
		if (!actor) return '';
		const parent = actor._parent;
		return parent ? `${pathOf(parent)}/${redactChildID(actor.id, alias)}` : chartOf(actor);
	};

	const begin = (actor: AnyActorRef, source: AnyActorRef | undefined, event: EventObject): Entry => {
		const entry: Entry = {
			at: moment,
			to: machines.get(actor)?.path ?? pathOf(actor),
			from: pathOf(source),
			event: redact(event, alias, 'event') as Entry['event'],
			result: 'dropped'
		};
		// Everything that one event sets off happens before the next microtask. So entries are complete by then, in order.
		if (open.length === 0) queueMicrotask(() => guarded(settle));
		open.push({ entry, event, actor });
		return entry;
	};

	const relayed = (actor: AnyActorRef, source: AnyActorRef | undefined, event: EventObject): void => {
		const isMachine = isChart(actor.getSnapshot());
		const isFirst = event.type === 'xstate.init';
		// Events between services are not recorded: no chart sees them.
		if (!isMachine && !isFirst) return;
		const entry = begin(actor, source, event);
		if (!isFirst) return;
		entry.src = srcOf(actor);
		if (!isMachine) {
			entry.result = 'taken';
			return;
		}
		const early = earlySteps.get(actor);
		if (early) entry.via = early;
		entry.chart = chartOf(actor);
		machines.set(actor, { path: entry.to, chart: entry.chart, src: entry.src, snapshot: null, value: '' });
	};

	const settled = (actor: AnyActorRef, event: EventObject, snapshot: Snapshot<unknown>): void => {
		const machine = machines.get(actor);
		if (!machine || !isChart(snapshot)) return;
		// XState sends no event for this: the parent has stopped the actor.
		if (event.type === 'xstate.stop') begin(actor, actor._parent, event);
		const entry = open.find((it) => it.actor === actor && it.event === event)?.entry;
		if (!entry) return;
		const isSpecial = event.type === 'xstate.init' || event.type === 'xstate.stop';
		entry.result = isSpecial || entry.via ? 'taken' : 'ignored';
		if (entry.result === 'ignored') {
			const asked = guardsAsked(snapshot, event.type);
			if (asked.length > 0) entry.guards = asked;
		}
		const value = JSON.stringify(snapshot.value);
		if (value !== machine.value) entry.value = snapshot.value as Json;
		const changes = redactedChanges(machine.snapshot?.context, snapshot.context, alias);
		if (changes.length > 0) entry.changes = changes;
		if (snapshot.status !== 'active') entry.status = snapshot.status;
		if (snapshot.status === 'active') machines.set(actor, { ...machine, snapshot, value });
		else machines.delete(actor);
	};

	/** An actor handles its events in order, so these transitions belong to its first open entry. */
	const stepped = (actor: AnyActorRef, edges: string[]): void => {
		if (edges.length === 0) return;
		const handled = open.find((it) => it.actor === actor && it.entry.result === 'dropped')?.entry;
		if (handled) handled.via = [...(handled.via ?? []), ...edges];
		else earlySteps.set(actor, [...(earlySteps.get(actor) ?? []), ...edges]);
	};

	const settle = (): void => {
		if (open.length === 0) return;
		const entries = open.map(({ entry, actor }) => {
			if (entry.result === 'dropped' && statusOf(actor) === 'error') entry.result = 'threw';
			return JSON.stringify(entry);
		});
		open = [];
		total += entries.length;
		keep(entries);
		for (const listener of listeners) listener(entries);
	};

	const keep = (entries: string[]): void => {
		let segment = segments.at(-1);
		if (!segment) return;
		segment.entries.push(...entries);
		segment.size += entries.reduce((sum, { length }) => sum + length, 0);
		if (segment.size < SEGMENT_SIZE) return;
		segment = { at: moment, actors: states(), entries: [], size: 0 };
		segments.push(segment);
		if (segments.length > SEGMENTS) segments.shift();
	};

	const states = (): Record<string, ActorState> =>
		Object.fromEntries(
			[...machines.values()].flatMap(({ path, chart, src, snapshot }) => {
				if (!snapshot) return [];
				const children = Object.entries(snapshot.children as Record<string, AnyActorRef>);
				const state: ActorState = {
					chart,
					src,
					value: snapshot.value as Json,
					context: redact(snapshot.context, alias, 'context'),
					children: Object.fromEntries(children.map(([id, child]) => [redactChildID(id, alias), srcOf(child)]))
				};
				return [[path, state]];
			})
		);

	/** An error of the recorder must not stop the call. */
	const guarded = (record: () => void): void => {
		if (isBroken) return;
		try {
			record();
		} catch (error) {
			isBroken = true;
			console.error('The recorder failed; the recording of this call ends here.', error);
		}
	};

	return {
		inspect: (inspected, at) =>
			guarded(() => {
				moment = sinceBeginning(at ?? now());
				const actor = inspected.actorRef as AnyActorRef;
				if (inspected.type === '@xstate.event') relayed(actor, inspected.sourceRef as AnyActorRef, inspected.event);
				if (inspected.type === '@xstate.microstep') stepped(actor, inspected._transitions.map(edgeID));
				if (inspected.type === '@xstate.snapshot') settled(actor, inspected.event, inspected.snapshot);
			}),
		settle: () => guarded(settle),
		get total() {
			return total;
		},
		save: (build = '') => {
			const duration = sinceBeginning(now());
			return fileOf({ format: FORMAT, version: VERSION, build, startedAt, duration }, segments);
		},
		subscribe: (listener) => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		}
	};
}

/** The text of a recording's file: one entry, which is JSON already, a line. */
export function fileOf(head: object, segments: readonly Omit<Segment, 'size'>[]): string {
	const parts = segments.map(({ at, actors, entries }) => {
		const state = JSON.stringify({ at, actors }).slice(0, -1);
		return `${state},"entries":[\n${entries.join(',\n')}\n]}`;
	});
	return `${JSON.stringify(head).slice(0, -1)},"segments":[${parts.join(',')}]}\n`;
}

const statusOf = (actor: AnyActorRef): string => (actor.getSnapshot() as Snapshot<unknown>).status;

const srcOf = ({ src }: AnyActorRef): string => (typeof src === 'string' ? src : '');

const isChart = (snapshot: unknown): snapshot is AnyMachineSnapshot =>
	typeof snapshot === 'object' && snapshot !== null && 'machine' in snapshot;

const chartOf = (actor: AnyActorRef): string => {
	const snapshot: unknown = actor.getSnapshot();
	return isChart(snapshot) ? snapshot.machine.id : '';
};

const guardsAsked = ({ _nodes }: AnyMachineSnapshot, type: string): string[] => [
	...new Set(
		_nodes
			.flatMap((node) => node.transitions.get(type) ?? [])
			.flatMap(({ guard }) => (guard === undefined ? [] : [nameOf(guard)]))
	)
];
