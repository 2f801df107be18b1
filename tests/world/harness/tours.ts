/**
 * Long walks through several small machines at once, generated with `@xstate/test`. Together they reach every goal. Few long ones,
 * because each begins with a page that has to be opened.
 */
import { createTestModel } from '@xstate/test';
import { createMachine, type AnyStateMachine } from 'xstate';
import { getAdjacencyMap } from 'xstate/graph';
import { edgeID } from './edges';

/** The state of each part. */
export type Values = Readonly<Record<string, string>>;
/** A machine, by the name it has in a composition: there can be a camera and a microphone, both devices. */
export type Parts = Readonly<Record<string, AnyStateMachine>>;
export type Step = {
	part: string;
	event: string;
	/** Of the part's machine. */
	edge: string;
	before: Values;
	after: Values;
};
export type Tour = Step[];

export type Composition = {
	parts: Parts;
	/** Where the parts begin, if not where their machines do. */
	start?: Values;
	/** Whether it can happen now. */
	can: (step: Pick<Step, 'part' | 'event'>, values: Values) => boolean;
	/** What a step counts for, after another. */
	goals: (step: Step, last: Step | null) => string[];
	/** How many steps a walk may have. */
	longest: number;
};

type Node = { key: string; last: Step | null };
type Leg = { step: Step; to: string };
type Way = { at: Node; before: Way | null };
type Generated = Record<string, { state: Snapshot; transitions: Record<string, { event: Event; state: Snapshot }> }>;
type Snapshot = { value: Values };
type Event = { type: string };

const partsOf = (event: Event): { part: string; event: string } => {
	const [part = '', ...rest] = event.type.split(':');
	return { part, event: rest.join(':') };
};

const named = (part: string, event: string) => (event.includes(':') ? event : `${part}:${event}`);

/** Each part is a region, and its events have its name before them. One that has a name already is another part's. */
function compose({ parts, start = {} }: Composition): AnyStateMachine {
	const regions = Object.entries(parts).map(([part, machine]) => {
		const { initial, states = {} } = machine.config;
		const prefixed = Object.entries<{ on?: Record<string, unknown> }>(states).map(([state, { on = {} }]) => [
			state,
			{ on: Object.fromEntries(Object.entries(on).map(([event, to]) => [named(part, event), to])) }
		]);
		return [part, { initial: start[part] ?? initial, states: Object.fromEntries(prefixed) as object }];
	});
	return createMachine({ type: 'parallel', states: Object.fromEntries(regions) as never });
}

export function toursOf(composition: Composition): Tour[] {
	const machine = compose(composition);
	const possible = machine.events.map((type) => ({ type })).filter((event) => partsOf(event).part in composition.parts);
	const events = ({ value }: Snapshot) => possible.filter((event) => composition.can(partsOf(event), value));
	const generate = (logic: never, options: never) => {
		const adjacency = getAdjacencyMap(logic, options) as unknown as Generated;
		return walksThrough(adjacency, composition).map((steps) => ({ steps, state: null, weight: steps.length }));
	};
	const model = createTestModel(machine as never, {
		serializeState: ({ value }: Snapshot) => JSON.stringify(value),
		serializeTransition: () => ''
	});
	const paths = model.getPaths(generate as never, { events, allowDuplicatePaths: true } as never);
	return paths.map(({ steps }) => steps as unknown as Tour);
}

function walksThrough(adjacency: Generated, composition: Composition): Tour[] {
	const places = new Map(Object.entries(adjacency).map(([key, place]) => [key, legsOf(place, composition.parts)]));
	const [first = ''] = places.keys();
	const reached = new Set<string>();
	const walks: Tour[] = [];
	for (;;) {
		const walk = nextWalk(first, places, composition, reached);
		if (walk.length === 0) return walks;
		walks.push(walk);
	}
}

const legsOf = ({ state, transitions }: Generated[string], parts: Parts): Leg[] =>
	Object.values(transitions).flatMap(({ event: sent, state: next }) => {
		const { part, event } = partsOf(sent);
		const [before, after] = [state.value, next.value];
		const [from = '', to = ''] = [before[part], after[part]];
		const known = Object.keys(parts[part]?.config.states?.[from]?.on ?? {}).includes(event);
		const edge = edgeID(parts[part]?.id ?? part, from, event, to);
		return known ? [{ step: { part, event, edge, before, after }, to: JSON.stringify(after) }] : [];
	});

/** Goes to the nearest goal, and on from there, until none is within reach. */
function nextWalk(
	first: string,
	places: Map<string, Leg[]>,
	{ goals, longest }: Composition,
	reached: Set<string>
): Tour {
	const walk: Tour = [];
	for (let here: Node = { key: first, last: null }; walk.length < longest;) {
		const steps = nearest(here, places, (step, last) => goals(step, last).some((goal) => !reached.has(goal)));
		if (steps.length === 0) return walk;
		let { last } = here;
		for (const step of steps) {
			goals(step, last).forEach((goal) => reached.add(goal));
			last = step;
		}
		walk.push(...steps);
		here = { key: JSON.stringify(last?.after), last };
	}
	return walk;
}

/** The shortest way to a step that counts, found breadth first. */
function nearest(start: Node, places: Map<string, Leg[]>, counts: (step: Step, last: Step | null) => boolean): Step[] {
	const ways: Way[] = [{ at: start, before: null }];
	const seen = new Set<string>();
	for (const way of ways)
		for (const { step, to } of places.get(way.at.key) ?? []) {
			const there: Way = { at: { key: to, last: step }, before: way };
			if (counts(step, way.at.last)) return stepsOf(there);
			const known = `${to} ${step.part} ${step.edge}`;
			if (seen.has(known)) continue;
			seen.add(known);
			ways.push(there);
		}
	return [];
}

const stepsOf = ({ at, before }: Way): Step[] => (before && at.last ? [...stepsOf(before), at.last] : []);
