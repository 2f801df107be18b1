/** The paths through a chart that are replayed on the chart itself: together they send every event it knows in every state. */
import type { AnyMachineSnapshot, EventObject } from 'xstate';
import { CHARTS, type ChartName } from '../charts';
import { toursOf, type TourStep } from './tours';

/** Plain JSON. `state` and `edges`: where the event leads, and over which transitions of the chart, in the order taken. */
export type PathStep = { event: EventObject; state: unknown; edges: string[] };
export type Path = { chart: ChartName; beginning: string; start: unknown; edges: string[]; steps: PathStep[] };

export const pathsOf = (chart: ChartName): Path[] =>
	toursOf(CHARTS[chart], () => true, everyEventInEveryState).map(({ beginning, start, edges, steps }) => ({
		chart,
		beginning,
		start: start.value,
		edges,
		steps: steps.map(({ event, snapshot, edges }) => ({ event, state: snapshot.value, edges }))
	}));

/** The regions of a parallel chart combine into thousands of states: there, each set of transitions is taken once. */
const everyEventInEveryState = ({ machine, value }: AnyMachineSnapshot, { event, edges }: TourStep): string[] => [
	JSON.stringify(machine.root.type === 'parallel' ? edges : [value, event, edges])
];
