/** What is highlighted in an actor's chart at one moment. */
import { chartGraph } from '../chart/graph';
import { CHARTS } from '../charts';
import { possibilities, type Possibility } from './possible';
import type { Entry } from '../recording/recorder';
import { activeStates } from '../chart/states';
import type { ActorFrame, Frame } from '../recording/timeline';
import { runningIn, timersOf, type Running, type Timer } from './timers';

export type Highlights = {
	active: ReadonlySet<string>;
	/** For each transition out of an active state, whether it could be taken now. */
	possible: ReadonlyMap<string, Possibility>;
	timers: readonly Timer[];
	running: readonly Running[];
};

export const NO_HIGHLIGHTS: Highlights = { active: new Set(), possible: new Map(), timers: [], running: [] };

/** `actors`: all actors at that moment, for the examples of events that could come next. */
export function highlightsOf(actor: ActorFrame, actors: Frame['actors']): Highlights {
	const machine = CHARTS.get(actor.chart);
	if (!machine) return NO_HIGHLIGHTS;
	const graph = chartGraph(machine);
	const active = new Set(activeStates(graph, actor.value));
	return {
		active,
		possible: possibilities(machine, graph, actor, actors),
		timers: timersOf(machine, graph, actor),
		running: runningIn(graph, active, actor)
	};
}

/** The transitions of an entry, each with the path of its actor. */
export const tracedBy = (entry: Entry | undefined): ReadonlySet<string> =>
	new Set(entry?.via?.map((edge) => `${entry.to} ${edge}`));
