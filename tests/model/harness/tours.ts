/**
 * A few long walks over the model instead of many short paths, for replays in which every step is slow. Together they take
 * every edge that the events a replay can perform lead over.
 */
import { getAdjacencyMap } from 'xstate/graph';
import type { AnyMachineSnapshot, EventObject } from 'xstate';
import { chartGraph } from '../../../src/lib/inspect/chart/graph';
import type { Chart } from '../charts/chart';
import { modelOf, takenBy } from './derive';
import { eventsIn, keysOf } from './paths';

type Snapshot = AnyMachineSnapshot;
/** `isLast`: another chart is told something and may answer, which the model of this one does not know. */
export type TourStep = { event: EventObject; snapshot: Snapshot; edges: string[]; isLast: boolean };
/** `edges`: taken by beginning. */
export type Tour = { beginning: string; start: Snapshot; edges: string[]; steps: TourStep[] };

type Leg = TourStep & { to: string };
/** `moves`: one leg to each neighbour. `legs`: those that may still lead over a new edge. */
type Place = { moves: Leg[]; legs: Leg[] };
type Places = { start: Snapshot; first: string; at: Map<string, Place> };
type Way = { at: string; length: number; last: Leg | null; before: Way | null };

/** Leaving a state costs as much as this many detours to what can still be covered around it. */
const FAREWELL = 6;

export const edgesTaken = (tours: readonly Tour[]): string[] =>
	tours.flatMap(({ edges, steps }) => [...edges, ...steps.flatMap((step) => step.edges)]);

/** `canPerform`: whether the replay can cause this event in this state. */
export function toursOf(chart: Chart, canPerform: (event: EventObject, snapshot: Snapshot) => boolean): Tour[] {
	const told = edgesTelling(chart);
	const covered = new Set<string>();
	return Object.entries(chart.beginnings).flatMap(([beginning, input], number) => {
		// Every beginning leads to where the first one does: of the others only the beginning itself can be new.
		const places = placesOf(chart, input, number === 0 ? canPerform : () => false, told);
		const edges = takenBy(places.start);
		const tours: Tour[] = [];
		for (;;) {
			const isNew = edges.some((edge) => !covered.has(edge));
			edges.forEach((edge) => covered.add(edge));
			const steps = nextTour(places, covered);
			if (steps.length === 0 && !isNew) return tours;
			tours.push({ beginning, start: places.start, edges, steps });
		}
	});
}

/** The edges that tell another chart something: a tour ends there. */
function edgesTelling({ machine }: Chart): Set<string> {
	const tells = (action: string) => /^(tell(?!TokenRoom)|share|retry)/.test(action);
	return new Set(chartGraph(machine).edges.flatMap(({ id, actions }) => (actions.some(tells) ? [id] : [])));
}

function placesOf(
	chart: Chart,
	input: unknown,
	canPerform: (event: EventObject, snapshot: Snapshot) => boolean,
	told: Set<string>
): Places {
	const keyOf = keysOf(chart);
	const adjacency = getAdjacencyMap(
		modelOf(chart.machine, input) as never,
		{
			serializeState: keyOf,
			events: (snapshot: Snapshot) => eventsIn(chart, snapshot).filter((event) => canPerform(event, snapshot))
		} as never
	) as unknown as Record<
		string,
		{ state: Snapshot; transitions: Record<string, { event: EventObject; state: Snapshot }> }
	>;
	const [first] = Object.keys(adjacency);
	const start = first === undefined ? undefined : adjacency[first]?.state;
	if (first === undefined || !start) throw new Error('A chart has a first state');
	const at = new Map<string, Place>();
	for (const [key, { state: source, transitions }] of Object.entries(adjacency)) {
		const legs = Object.values(transitions).map(({ event, state: snapshot }) => {
			const edges = takenBy(snapshot).slice(takenBy(source).length);
			return { event, snapshot, edges, to: keyOf(snapshot), isLast: edges.some((edge) => told.has(edge)) };
		});
		const moves = legs.filter(({ to, isLast }) => !isLast && to !== key);
		at.set(key, { legs, moves: [...new Map(moves.toReversed().map((leg) => [leg.to, leg])).values()] });
	}
	return { start, first, at };
}

/** Goes to the nearest edge that is not covered, and on from there, until none is within reach. */
function nextTour({ first, at }: Places, covered: Set<string>): Leg[] {
	const tour: Leg[] = [];
	for (let here = first; ;) {
		const steps = nearest(here, at, covered);
		const last = steps.at(-1);
		if (!last) return tour;
		for (const step of steps) step.edges.forEach((edge) => covered.add(edge));
		tour.push(...steps);
		if (last.isLast) return tour;
		here = last.to;
	}
}

/** The cheapest way to a new edge, found breadth first. */
function nearest(start: string, at: Map<string, Place>, covered: Set<string>): Leg[] {
	const ways: Way[] = [{ at: start, length: 0, last: null, before: null }];
	const seen = new Set([start]);
	let best: { way: Way; leg: Leg; cost: number } | null = null;
	for (const way of ways) {
		if (best && way.length + 1 >= best.cost) break;
		const place = at.get(way.at);
		if (!place) continue;
		place.legs = place.legs.filter(({ edges }) => edges.some((edge) => !covered.has(edge)));
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
