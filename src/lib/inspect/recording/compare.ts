/** Compares a recording with what today's charts do with the same events. */
import { chartGraph } from '../chart/graph';
import { unknownStates } from '../chart/states';
import { CHARTS, type ChartsByID } from '../charts';
import type { Recording } from './recording';
import { isKeyedByID, type Json } from './redact';
import { Replay, type Outcome, type Step } from './replay';
import { Timeline, type ActorFrame } from './timeline';

/**
 * Something that differs from entry `index` on; −1 is the beginning of the recording. `chart` and `state`: this build does
 * not have them. `path` leads to the value inside the context, and is empty for everything else.
 */
export type Difference = {
	index: number;
	actor: string;
	what: 'chart' | 'state' | 'result' | 'status' | 'value' | 'context';
	path: string[];
	recorded: Json;
	today: Json;
};
/** A field that only one side has is no difference, for builds add and remove fields. Each is `<chart>: <path>`. */
export type Comparison = { differences: Difference[]; onlyRecorded: string[]; onlyToday: string[] };

type Finding = Omit<Difference, 'index' | 'actor'>;
type OneSided = { side: 'recorded' | 'today'; path: string[] };

/** Replays the whole recording, and lists every difference once, where it begins. */
export function compare(recording: Recording, charts: ChartsByID = CHARTS): Comparison {
	const timeline = Timeline.of(recording, charts);
	const replay = new Replay(charts);
	const differences: Difference[] = [];
	const fields = { recorded: new Set<string>(), today: new Set<string>() };
	/** What differed after the last entry of each actor. */
	const before = new Map<string, ReadonlySet<string>>();

	const check = (index: number, step: Step, actor: ActorFrame, result: Outcome['result']): void => {
		const today = replay.step(step);
		// Today's build could not begin this actor: its first entry has said why.
		if (!today && before.has(actor.path)) return;
		const context = today ? differencesIn(actor.context, today.context) : [];
		for (const it of context) if ('side' in it) fields[it.side].add(`${actor.chart}: ${it.path.join('.')}`);
		const findings = [
			...unknownIn(actor, charts),
			...(today ? differing({ ...actor, result }, today) : []),
			...context.flatMap((it) => ('side' in it ? [] : [it]))
		];
		const known = before.get(actor.path);
		before.set(actor.path, new Set(findings.map(keyOf)));
		for (const finding of findings) {
			if (!known?.has(keyOf(finding))) differences.push({ index, actor: actor.path, ...finding });
		}
	};

	let frame = timeline.origin;
	for (const [to, resume] of Object.entries(recording.segments[0]?.actors ?? {})) {
		const actor = frame.actors.get(to);
		if (actor) check(-1, { to, resume }, actor, 'taken');
	}
	for (const [index, entry] of timeline.entries.entries()) {
		if (entry.event.type === 'xstate.init') before.delete(entry.to);
		const actor = timeline.actorAfter(frame.actors.get(entry.to), entry);
		frame = timeline.next(frame, entry);
		if (actor && entry.result !== 'dropped') check(index, entry, actor, entry.result);
	}
	return { differences, onlyRecorded: [...fields.recorded], onlyToday: [...fields.today] };
}

const keyOf = ({ what, path, recorded }: Finding): string =>
	JSON.stringify([what, path, what === 'state' ? recorded : null]);

function unknownIn({ chart, value }: ActorFrame, charts: ChartsByID): Finding[] {
	const machine = charts.get(chart);
	if (!machine) return [{ what: 'chart', path: [], recorded: chart, today: null }];
	const unknown = unknownStates(chartGraph(machine), value);
	return unknown.map((state) => ({ what: 'state', path: [], recorded: state, today: null }));
}

const differing = (recorded: Outcome, today: Outcome): Finding[] =>
	(['result', 'status', 'value'] as const)
		.filter((part) => !sameJson(recorded[part], today[part]))
		.map((what) => ({ what, path: [], recorded: recorded[what], today: today[what] }));

/** Goes through two contexts field by field. Where the keys are IDs, a missing key is a difference. */
function differencesIn(recorded: Json, today: Json, path: string[] = []): (Finding | OneSided)[] {
	if (!isRecord(recorded) || !isRecord(today)) {
		return sameJson(recorded, today) ? [] : [{ what: 'context', path, recorded, today }];
	}
	const keysAreIDs = isKeyedByID(path.at(-1));
	return [...new Set([...Object.keys(recorded), ...Object.keys(today)])].flatMap((key): (Finding | OneSided)[] => {
		const inside = [...path, key];
		const [wasThere, isThere] = [Object.hasOwn(recorded, key), Object.hasOwn(today, key)];
		if (keysAreIDs || (wasThere && isThere)) {
			const values = [wasThere ? recorded[key] : undefined, isThere ? today[key] : undefined] as const;
			return differencesIn(...values, inside);
		}
		const field = inside.map((name, depth) => (isKeyedByID(inside[depth - 1]) ? '*' : name));
		return [{ side: wasThere ? 'recorded' : 'today', path: field }];
	});
}

const isRecord = (value: Json): value is Record<string, Json> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** Regardless of the order of keys, which means nothing in JSON. A field of an element that only one side has differs. */
function sameJson(a: Json, b: Json): boolean {
	if (a === b) return true;
	if (Array.isArray(a) && Array.isArray(b)) {
		return a.length === b.length && a.every((item, index) => sameJson(item, b[index]));
	}
	if (!isRecord(a) || !isRecord(b)) return false;
	const keys = Object.keys(a);
	return (
		keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key], b[key]))
	);
}
