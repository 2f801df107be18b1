/** What could happen next to an actor, and what could not, with the guard that says no. */
import type { AnyMachineSnapshot, AnyStateMachine, EventObject } from 'xstate';
import type { CallContext } from '../../../../machines/call/types';
import type { ChartGraph } from '../chart/graph';
import { edgeID } from '../chart/names';
import { examplesOf, type Situation } from './example.events';
import { activeStates } from '../chart/states';
import type { ActorFrame } from '../recording/timeline';

/** `with`: an event that takes this transition now; null for one that is in force by itself. */
export type Possibility = { possible: true; with: EventObject | null } | { possible: false; guard: string | null };

/** Every transition out of an active state, by ID. */
export function possibilities(
	machine: AnyStateMachine,
	graph: ChartGraph,
	actor: ActorFrame,
	call: CallContext
): Map<string, Possibility> {
	const result = new Map<string, Possibility>();
	if (actor.status !== 'active') return result;
	const active = new Set(activeStates(graph, actor.value));
	const edges = graph.edges.filter(({ source }) => active.has(source));
	for (const { id, guard } of edges) result.set(id, { possible: false, guard });
	const snapshot = machine.resolveState({ value: actor.value as never, context: actor.context }) as AnyMachineSnapshot;
	for (const type of new Set(edges.map(({ eventType }) => eventType))) {
		for (const event of type === '' ? [] : examplesOf(type, situationOf(actor, call))) {
			for (const transition of machine.getTransitionData(snapshot, event)) {
				const id = edgeID(transition as never);
				if (result.get(id)?.possible === false) result.set(id, { possible: true, with: event });
			}
		}
	}
	return result;
}

export function situationOf({ path, context }: ActorFrame, call: CallContext): Situation {
	const { fact } = Object(context) as { fact?: { streamID?: string } };
	return { call, device: path.endsWith('/microphone') ? 'microphone' : 'camera', streamID: fact?.streamID ?? null };
}
