/** The state of every actor of a call after each entry of its recording. */
import { chartGraph } from '../chart/graph';
import { CHARTS, type ChartsByID } from '../charts';
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
	/** When each active state was entered. States entered before the recording begins are missing. */
	since: Readonly<Record<string, number>>;
	/** When each invoked actor last ended, by its ID. */
	ended: Readonly<Record<string, number>>;
};
/** `actors`: by their paths. */
export type Frame = { at: number; actors: ReadonlyMap<string, ActorFrame> };

const CHECKPOINT = 100;
const ENDINGS = ['xstate.done.actor.', 'xstate.error.actor.'];

export class Timeline {
	readonly entries: Entry[] = [];
	/** The actors that exist when the recording begins: none, unless it begins in mid-call. */
	readonly origin: Frame;
	readonly #charts: ChartsByID;
	readonly #checkpoints: Frame[];

	constructor(begin: { at: number; actors: Record<string, ActorState> }, charts: ChartsByID = CHARTS) {
		this.#charts = charts;
		const actors = Object.entries(begin.actors).map(([path, { chart, src, value, context }]): [string, ActorFrame] => [
			path,
			{ path, chart, src, value, context, status: 'active', since: {}, ended: {} }
		]);
		this.origin = { at: begin.at, actors: new Map(actors) };
		this.#checkpoints = [this.origin];
	}

	static of({ segments }: Recording, charts: ChartsByID = CHARTS): Timeline {
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

	/** The frame after this entry. */
	next({ actors }: Frame, entry: Entry): Frame {
		const { at, to } = entry;
		const after = this.actorAfter(actors.get(to), entry);
		if (!after) return { at, actors };
		const changed = new Map(actors);
		// The root stays, to show how the call ended.
		if (after.status !== 'active' && to.includes('/')) changed.delete(to);
		else changed.set(to, after);
		return { at, actors: changed };
	}

	/** The actor an entry went to, after it; null when that is no chart. */
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
		const machine = this.#charts.get(before.chart);
		const isFirst = event.type === 'xstate.init';
		if (!machine || (value === undefined && via === undefined)) return before.since;
		const graph = chartGraph(machine);
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

/** A copy with the changes made. Whatever did not change is shared with the original. */
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
