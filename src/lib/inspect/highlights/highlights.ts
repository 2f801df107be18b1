/** What the picture shows of an actor at one moment. */
import type { CallContext } from '../../../../machines/call/types';
import { CHARTS, GRAPHS } from '../charts';
import { possibilities, type Possibility } from './possible';
import type { Entry } from '../recording/recorder';
import { activeStates } from '../chart/states';
import type { ActorFrame } from '../recording/timeline';
import { runningIn, timersOf, type Running, type Timer } from './timers';

export type Highlights = {
	active: ReadonlySet<string>;
	/** What could happen next, and what could not. */
	possible: ReadonlyMap<string, Possibility>;
	timers: readonly Timer[];
	running: readonly Running[];
};

export const NO_HIGHLIGHTS: Highlights = { active: new Set(), possible: new Map(), timers: [], running: [] };

/** `call`: what the call as a whole knows, of which its children are told. */
export function highlightsOf(actor: ActorFrame, call: CallContext): Highlights {
	const graph = GRAPHS.get(actor.chart);
	const machine = CHARTS[actor.chart];
	if (!graph || !machine) return NO_HIGHLIGHTS;
	const active = new Set(activeStates(graph, actor.value));
	return {
		active,
		possible: possibilities(machine, graph, actor, call),
		timers: timersOf(machine, graph, actor),
		running: runningIn(graph, active, actor)
	};
}

/** The transitions of an entry, each with the path of its actor. */
export const tracedBy = (entry: Entry | undefined): ReadonlySet<string> =>
	new Set(entry?.via?.map((edge) => `${entry.to} ${edge}`));
