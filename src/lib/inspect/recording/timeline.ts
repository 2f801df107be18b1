/** What every actor of a call was doing after each entry of its recording. */
import { chartGraph, type ChartGraph } from '../chart/graph';
import { CHARTS, type Charts } from '../charts';
import type { ActorState, Entry } from './recorder';
import type { Recording } from './recording';
import type { Change, Json } from './redact';
import { activeStates, renewedStates } from '../chart/states';

export type ActorFrame = {
	path: string;
	chart: string;
	src: string;
	value: Json;
	context: Json;
	status: string;
	/** When each active state was entered; states entered before the recording begins are missing. */
	since: Readonly<Record<string, number>>;
	/** When what was invoked under this ID last ended. */
	ended: Readonly<Record<string, number>>;
};
export type Frame = { at: number; actors: Readonly<Record<string, ActorFrame>> };

const CHECKPOINT = 100;
const ENDINGS = ['xstate.done.actor.', 'xstate.error.actor.'];

export class Timeline {
	readonly entries: Entry[] = [];
	/** Where the recording begins in mid-call, what was there then. */
	readonly origin: Frame;
	readonly #graphs: ReadonlyMap<string, ChartGraph>;
	readonly #checkpoints: Frame[];

	constructor(begin: { at: number; actors: Record<string, ActorState> }, charts: Charts = CHARTS) {
		this.#graphs = new Map(Object.entries(charts).map(([id, machine]) => [id, chartGraph(machine)]));
		const actors = Object.entries(begin.actors).map(([path, { chart, src, value, context }]): [string, ActorFrame] => [
			path,
			{ path, chart, src, value, context, status: 'active', since: {}, ended: {} }
		]);
		this.origin = { at: begin.at, actors: Object.fromEntries(actors) };
		this.#checkpoints = [this.origin];
	}

	static of({ segments }: Recording, charts: Charts = CHARTS): Timeline {
		const [first = { at: 0, actors: {} }] = segments;
		const timeline = new Timeline(first, charts);
		for (const { entries } of segments) timeline.append(entries);
		return timeline;
	}

	append(entries: readonly Entry[]): void {
		for (const entry of entries) {
			this.entries.push(entry);
			if (this.entries.length % CHECKPOINT === 0) this.#checkpoints.push(this.after(this.entries.length - 1));
		}
	}

	/** The call after entry number `index`; −1 is before the first. */
	after(index: number): Frame {
		const past = Math.min(Math.floor((index + 1) / CHECKPOINT), this.#checkpoints.length - 1);
		const checkpoint = this.#checkpoints[past] ?? this.origin;
		return this.entries
			.slice(past * CHECKPOINT, index + 1)
			.reduce((frame, entry) => this.next(frame, entry), checkpoint);
	}

	/** What an entry makes of a frame. */
	next({ actors }: Frame, entry: Entry): Frame {
		const { at, to } = entry;
		const after = this.actorAfter(actors[to], entry);
		if (!after) return { at, actors };
		// The root stays, to show how it ended.
		const isGone = after.status !== 'active' && to.includes('/');
		return { at, actors: isGone ? without(actors, to) : { ...actors, [to]: after } };
	}

	/** What an entry makes of the actor it went to; null when that is no chart. */
	actorAfter(known: ActorFrame | undefined, entry: Entry): ActorFrame | null {
		const { at, event, value, changes, status } = entry;
		const before = event.type === 'xstate.init' ? beginning(entry) : known;
		if (!before) return null;
		return {
			...before,
			value: value ?? before.value,
			context: changes ? applied(before.context, changes) : before.context,
			status: status ?? before.status,
			since: this.#since(before, entry),
			ended: endedBy(event.type, before.ended, at)
		};
	}

	#since(before: ActorFrame, { at, event, value, via }: Entry): Readonly<Record<string, number>> {
		const graph = this.#graphs.get(before.chart);
		const isFirst = event.type === 'xstate.init';
		if (!graph || (value === undefined && via === undefined)) return before.since;
		const edges = (via ?? []).flatMap((id) => graph.edges.find((edge) => edge.id === id) ?? []);
		const renewed = edges.map((edge) => renewedStates(graph, edge));
		const wasActive = new Set(isFirst ? [] : activeStates(graph, before.value));
		const entered = activeStates(graph, value ?? before.value).flatMap((id): [string, number][] => {
			if (!wasActive.has(id) || renewed.some((states) => states.has(id))) return [[id, at]];
			const since = before.since[id];
			return since === undefined ? [] : [[id, since]];
		});
		return Object.fromEntries(entered);
	}
}

function beginning({ to, chart, src = '' }: Entry): ActorFrame | undefined {
	if (chart === undefined) return undefined;
	return { path: to, chart, src, value: null, context: null, status: 'active', since: {}, ended: {} };
}

function endedBy(type: string, ended: ActorFrame['ended'], at: number): ActorFrame['ended'] {
	const prefix = ENDINGS.find((it) => type.startsWith(it));
	return prefix === undefined ? ended : { ...ended, [type.slice(prefix.length)]: at };
}

const without = (actors: Frame['actors'], path: string): Frame['actors'] =>
	Object.fromEntries(Object.entries(actors).filter(([other]) => other !== path));

/** The same again with the changes made; what did not change is kept as it is. */
export const applied = (before: Json, changes: readonly Change[]): Json => changes.reduce(applyOne, before);

function applyOne(before: Json, change: Change): Json {
	const [[key, ...rest], value] = change;
	if (key === undefined) return value;
	const record = typeof before === 'object' && before !== null && !Array.isArray(before) ? before : {};
	if (rest.length === 0 && change.length === 1) {
		return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
	}
	const inside = Object.hasOwn(record, key) ? record[key] : null;
	return { ...record, [key]: rest.length === 0 ? value : applyOne(inside, [rest, ...change.slice(1)] as Change) };
}
