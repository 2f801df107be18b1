/**
 * Long walks over a chart's model, generated with `@xstate/test`. Together they reach every goal: to take each edge, or to send
 * each event in each state.
 */
import { createTestModel } from '@xstate/test';
import { getAdjacencyMap } from 'xstate/graph';
import type { AnyMachineSnapshot, EventObject } from 'xstate';
import { chartGraph } from '../../../src/lib/inspect/chart/graph';
import type { Chart } from '../charts/chart';
import { modelOf, takenBy } from './derive';
import { eventsIn, keysOf } from './events';

type Snapshot = AnyMachineSnapshot;
/** `isLast`: another chart is told something and may answer, which the model of this one does not know. */
export type TourStep = { event: EventObject; snapshot: Snapshot; edges: string[]; isLast: boolean };
/** `edges`: taken by beginning. */
export type Tour = { beginning: string; start: Snapshot; edges: string[]; steps: TourStep[] };

type Leg = TourStep & { to: string; goals: string[] };
/** `moves`: one leg to each neighbour. `legs`: those that may still reach a new goal. */
type Place = { moves: Leg[]; legs: Leg[] };
type Places = { start: Snapshot; first: string; at: Map<string, Place> };
type Way = { at: string; length: number; last: Leg | null; before: Way | null };

type Adjacency = Record<
	string,
	{ state: Snapshot; transitions: Record<string, { event: EventObject; state: Snapshot }> }
>;

/** What a step counts for. */
type GoalsOf = (from: Snapshot, step: TourStep) => string[];
const everyEdge: GoalsOf = (_, { edges }) => edges;

/** Leaving a state costs as much as this many detours to what can still be reached around it. */
const FAREWELL = 6;

export const edgesTaken = (tours: readonly Tour[]): string[] =>
	tours.flatMap(({ edges, steps }) => [...edges, ...steps.flatMap((step) => step.edges)]);

/** `canPerform`: whether the replay can cause this event in this state. */
export function toursOf(
	chart: Chart,
	canPerform: (event: EventObject, snapshot: Snapshot) => boolean,
	goalsOf: GoalsOf = everyEdge
): Tour[] {
	const told = chart.alone ? new Set<string>() : edgesTelling(chart);
	const reached = new Set<string>();
	const begun = new Set<string>();
	return Object.entries(chart.beginnings).flatMap(([beginning, input], number) => {
		// Every beginning leads to where the first one does: of the others only the beginning itself can be new.
		const events = (snapshot: Snapshot) =>
			number === 0 ? eventsIn(chart, snapshot).filter((event) => canPerform(event, snapshot)) : [];
		const generate = (logic: never, options: never) => {
			const places = placesOf(getAdjacencyMap(logic, options) as unknown as Adjacency, chart, told, goalsOf);
			const { start } = places;
			const edges = takenBy(start);
			const tours: (Tour & { state: Snapshot; weight: number })[] = [];
			for (;;) {
				const isNew = edges.some((edge) => !begun.has(edge));
				edges.forEach((edge) => begun.add(edge));
				if (goalsOf === everyEdge) edges.forEach((edge) => reached.add(edge));
				const steps = nextTour(places, reached);
				if (steps.length === 0 && !isNew) return tours;
				tours.push({ beginning, start, edges, steps, state: start, weight: steps.length });
			}
		};
		const model = createTestModel(modelOf(chart.machine, input) as never, {
			serializeState: keysOf(chart) as never,
			serializeTransition: () => ''
		});
		return model.getPaths(generate as never, { events, allowDuplicatePaths: true } as never) as unknown as Tour[];
	});
}

/** The model goes on as if the child that broke were gone; in a replay it lives. */
const isDefect = ({ type }: EventObject): boolean => /^xstate\.error\.actor\.[a-z]/.test(type);

/** Where a chart has others to tell, time passes for them as well. */
const isTimer = ({ type }: EventObject): boolean => type.startsWith('xstate.after.');

/** The edges that tell another chart something: a tour ends there. */
function edgesTelling({ machine }: Chart): Set<string> {
	const tells = (action: string) => /^(tell(?!TokenRoom)|share|retry|resume)/.test(action);
	return new Set(chartGraph(machine).edges.flatMap(({ id, actions }) => (actions.some(tells) ? [id] : [])));
}

function placesOf(adjacency: Adjacency, chart: Chart, told: Set<string>, goalsOf: GoalsOf): Places {
	const keyOf = keysOf(chart);
	const [first] = Object.keys(adjacency);
	const start = first === undefined ? undefined : adjacency[first]?.state;
	if (first === undefined || !start) throw new Error('A chart has a first state');
	const at = new Map<string, Place>();
	for (const [key, { state: source, transitions }] of Object.entries(adjacency)) {
		const legs = Object.values(transitions).map(({ event, state: snapshot }) => {
			const edges = takenBy(snapshot).slice(takenBy(source).length);
			const isLast = isDefect(event) || edges.some((edge) => told.has(edge)) || (told.size > 0 && isTimer(event));
			const step = { event, snapshot, edges, isLast };
			return { ...step, to: keyOf(snapshot), goals: goalsOf(source, step) };
		});
		const moves = legs.filter(({ to, isLast }) => !isLast && to !== key);
		at.set(key, { legs, moves: [...new Map(moves.toReversed().map((leg) => [leg.to, leg])).values()] });
	}
	return { start, first, at };
}

/** Goes to the nearest goal, and on from there, until none is within reach. */
function nextTour({ first, at }: Places, reached: Set<string>): Leg[] {
	const tour: Leg[] = [];
	for (let here = first; ;) {
		const steps = nearest(here, at, reached);
		const last = steps.at(-1);
		if (!last) return tour;
		for (const step of steps) step.goals.forEach((goal) => reached.add(goal));
		tour.push(...steps);
		if (last.isLast) return tour;
		here = last.to;
	}
}

/** The cheapest way to a new goal, found breadth first. */
function nearest(start: string, at: Map<string, Place>, reached: Set<string>): Leg[] {
	const ways: Way[] = [{ at: start, length: 0, last: null, before: null }];
	const seen = new Set([start]);
	let best: { way: Way; leg: Leg; cost: number } | null = null;
	for (const way of ways) {
		if (best && way.length + 1 >= best.cost) break;
		const place = at.get(way.at);
		if (!place) continue;
		place.legs = place.legs.filter(({ goals }) => goals.some((goal) => !reached.has(goal)));
		for (const leg of place.legs) {
			const cost = way.length + 1 + (leg.isLast ? 2 * FAREWELL : leg.to === way.at ? 0 : FAREWELL);
			if (best === null || cost < best.cost) best = { way, leg, cost };
		}
		for (const leg of place.moves) {
			if (seen.has(leg.to)) continue;
			seen.add(leg.to);
			ways.push({ at: leg.to, length: way.length + 1, last: leg, before: way });
		}
	}
	return best === null ? [] : [...stepsOf(best.way), best.leg];
}

const stepsOf = ({ last, before }: Way): Leg[] => (last && before ? [...stepsOf(before), last] : []);
