/**
 * A few long walks over the model in place of many short paths: for replays in which every step costs. Together they take
 * every edge that can be taken by the events a replay can perform.
 */
import { getAdjacencyMap } from 'xstate/graph';
import type { AnyMachineSnapshot, EventObject } from 'xstate';
import { chartGraph } from '../../../src/lib/inspect/chart/graph';
import type { Chart } from '../charts/chart';
import { modelOf, takenBy } from './derive';
import { eventsIn, keysOf } from './paths';

type Snapshot = AnyMachineSnapshot;
/** `isLast`: another chart is told something and answers, which the model of this one does not know. */
export type TourStep = { event: EventObject; snapshot: Snapshot; edges: string[]; isLast: boolean };
/** `edges`: taken by beginning. */
export type Tour = { beginning: string; start: Snapshot; edges: string[]; steps: TourStep[] };

type Leg = TourStep & { to: string };
type Way = { at: string; steps: Leg[] };

/** Leaving a state costs as much as this many detours to what can still be covered around it. */
const FAREWELL = 6;

/** `canPerform`: whether the replay can bring this event about in this state. */
export function toursOf(chart: Chart, canPerform: (event: EventObject, snapshot: Snapshot) => boolean): Tour[] {
	const told = edgesTelling(chart);
	const covered = new Set<string>();
	return Object.entries(chart.beginnings).flatMap(([beginning, input], number) => {
		// Every beginning leads to where the first one does: of the others only the beginning itself can be new.
		const legs = legsOf(chart, input, number === 0 ? canPerform : () => false, told);
		const edges = takenBy(legs.start);
		const tours: Tour[] = [];
		for (;;) {
			const isNew = edges.some((edge) => !covered.has(edge));
			edges.forEach((edge) => covered.add(edge));
			const steps = nextTour(legs, covered);
			if (steps.length === 0 && !isNew) return tours;
			tours.push({ beginning, start: legs.start, edges, steps });
		}
	});
}

/** What tells another chart something: a tour ends there. */
function edgesTelling({ machine }: Chart): Set<string> {
	const tells = (action: string) => /^(tell(?!TokenRoom)|share|retry)/.test(action);
	return new Set(chartGraph(machine).edges.flatMap(({ id, actions }) => (actions.some(tells) ? [id] : [])));
}

type Legs = { start: Snapshot; first: string; from: Map<string, Leg[]> };

function legsOf(
	chart: Chart,
	input: unknown,
	canPerform: (event: EventObject, snapshot: Snapshot) => boolean,
	told: Set<string>
): Legs {
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
	if (first === undefined || !start) throw new Error('A chart begins somewhere');
	const from = new Map<string, Leg[]>();
	for (const [key, { state: source, transitions }] of Object.entries(adjacency)) {
		const legs = Object.values(transitions).map(({ event, state: snapshot }) => {
			const edges = takenBy(snapshot).slice(takenBy(source).length);
			return { event, snapshot, edges, to: keyOf(snapshot), isLast: edges.some((edge) => told.has(edge)) };
		});
		from.set(key, legs);
	}
	return { start, first, from };
}

/** Goes to the nearest edge that is not covered, and on from there, until there is none in reach. */
function nextTour({ first, from }: Legs, covered: Set<string>): Leg[] {
	const tour: Leg[] = [];
	for (let at = first; ;) {
		const steps = nearest(at, from, covered);
		const last = steps?.at(-1);
		if (!steps || !last) return tour;
		for (const step of steps) step.edges.forEach((edge) => covered.add(edge));
		tour.push(...steps);
		if (last.isLast) return tour;
		at = last.to;
	}
}

function nearest(start: string, from: Map<string, Leg[]>, covered: Set<string>): Leg[] | null {
	const ways: Way[] = [{ at: start, steps: [] }];
	const seen = new Set([start]);
	let best: { steps: Leg[]; cost: number } | null = null;
	for (const { at, steps } of ways)
		for (const leg of from.get(at) ?? []) {
			const way = [...steps, leg];
			const cost = way.length + (leg.isLast ? 2 * FAREWELL : leg.to === at ? 0 : FAREWELL);
			const isNew = leg.edges.some((edge) => !covered.has(edge));
			if (isNew && (best === null || cost < best.cost)) best = { steps: way, cost };
			if (leg.isLast || seen.has(leg.to)) continue;
			seen.add(leg.to);
			ways.push({ at: leg.to, steps: way });
		}
	return best?.steps ?? null;
}
