/**
 * The flight recorder of a call: what every actor was told, by whom, and what became of it, redacted before it is kept.
 * Always on, so it is small in memory and in time; a call loads it when it is under way.
 */
import type { AnyActorRef, AnyMachineSnapshot, EventObject, InspectionEvent, Snapshot } from 'xstate';
import { edgeID, nameOf } from '../chart/names';
import { aliases, redact, redactChildID, redactedChanges, type Change, type Json } from './redact';

export const FORMAT = 'video-call-recording';
export const VERSION = 1;

/** `dropped`: the actor had already ended. `threw`: the chart itself failed on it. */
export type Result = 'taken' | 'ignored' | 'dropped' | 'threw';
export type Entry = {
	/** Milliseconds since the recording began. */
	at: number;
	/** Path of the actor that got the event: `call/screen/publisher`. */
	to: string;
	/** Path of the actor that sent it; empty for the page. */
	from: string;
	event: { type: string; [key: string]: Json };
	result: Result;
	/** IDs of the transitions taken, in order. */
	via?: string[] | undefined;
	/** Of an event that was ignored: the guards that said no. */
	guards?: string[] | undefined;
	/** On its first event: the chart of this actor, or the service it is. */
	chart?: string | undefined;
	src?: string | undefined;
	/** The new state, when it has changed. */
	value?: Json;
	changes?: Change[] | undefined;
	/** When it is not `active`. */
	status?: string | undefined;
};
/** A chart in mid-life, where a segment of the recording begins. */
export type ActorState = { chart: string; src: string; value: Json; context: Json; children: Record<string, string> };

type Machine = { path: string; chart: string; src: string; snapshot: AnyMachineSnapshot | null; value: string };
type Open = { entry: Entry; event: EventObject; actor: AnyActorRef };
type Segment = { at: number; actors: Record<string, ActorState>; entries: string[]; size: number };

/** Characters, one byte each. An hour of a call in which something changes every second takes about a quarter of it. */
const SEGMENT_SIZE = 250_000;
const SEGMENTS = 16;

export interface Recorder {
	/** To be given to the root actor of the call. `at`: by the recorder's clock, when it was before now. */
	readonly inspect: (event: InspectionEvent, at?: number) => void;
	/** All that has been set off so far is over. */
	settle(): void;
	/** How many entries there have been, those no longer kept included. */
	readonly total: number;
	/** The recording as it stands, as JSON. */
	save(build?: string): string;
	/** Calls back with entries, as JSON, soon after they happened; returns the unsubscriber. */
	subscribe(listener: (entries: string[]) => void): () => void;
}

/** `began`: when the call did, by `now`. */
export function createRecorder(now = () => performance.now(), alias = aliases(), began = now()): Recorder {
	const startedAt = new Date(Date.now() - (now() - began)).toISOString();
	const machines = new Map<AnyActorRef, Machine>();
	/** Taken before the first event: on entering the initial state. */
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
		// What one event sets off happens before the next task: by then all of it is known, in the order in which it was sent.
		if (open.length === 0) queueMicrotask(() => guarded(settle));
		open.push({ entry, event, actor });
		return entry;
	};

	const relayed = (actor: AnyActorRef, source: AnyActorRef | undefined, event: EventObject): void => {
		const isMachine = isChart(actor.getSnapshot());
		const isFirst = event.type === 'xstate.init';
		// What services tell themselves is not the chart's business.
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
		// Nobody sends this one: the parent has stopped the actor.
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

	/** The events of an actor are handled in the order in which they came: these steps belong to the first still open. */
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

	/** A recorder that fails must not take the call with it. */
	const guarded = (record: () => void): void => {
		if (isBroken) return;
		try {
			record();
		} catch (error) {
			isBroken = true;
			console.error('The recording of this call ends here, on an error of its own.', error);
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
			const parts = segments.map(({ at, actors, entries }) => {
				const state = JSON.stringify({ at, actors }).slice(0, -1);
				return `${state},"entries":[\n${entries.join(',\n')}\n]}`;
			});
			const head = JSON.stringify({
				format: FORMAT,
				version: VERSION,
				build,
				startedAt,
				duration: sinceBeginning(now())
			}).slice(0, -1);
			return `${head},"segments":[${parts.join(',')}]}\n`;
		},
		subscribe: (listener) => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		}
	};
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
