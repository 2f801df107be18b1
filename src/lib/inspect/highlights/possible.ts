/** Which transitions an actor could take next; for the others, the guard that is false. */
import type { AnyMachineSnapshot, AnyStateMachine, EventObject } from 'xstate';
import type { CallContext } from '../../../../machines/call/types';
import type { ChatMessage } from '../../../../machines/chat/types';
import type { ChartGraph } from '../chart/graph';
import { edgeID } from '../chart/names';
import { activeStates, unknownStates } from '../chart/states';
import type { ActorFrame, Frame } from '../recording/timeline';
import { examplesOf } from './example.events';
import type { Situation } from './situation';

/** `with`: an event that takes this transition now; null for a transition without an event. */
export type Possibility = { possible: true; with: EventObject | null } | { possible: false; guard: string | null };

/** Every transition out of an active state, by ID. */
export function possibilities(
	machine: AnyStateMachine,
	graph: ChartGraph,
	actor: ActorFrame,
	actors: Frame['actors']
): Map<string, Possibility> {
	const result = new Map<string, Possibility>();
	if (actor.status !== 'active' || unknownStates(graph, actor.value).length > 0) return result;
	const active = new Set(activeStates(graph, actor.value));
	const snapshot = machine.resolveState({ value: actor.value as never, context: actor.context }) as AnyMachineSnapshot;
	const edges = graph.edges.filter(({ source }) => active.has(source));
	for (const type of new Set(edges.map(({ eventType }) => eventType))) {
		const events = eventsTaking(machine, snapshot, type, situationOf(actor, actors));
		if (events === null) continue;
		for (const { id, guard } of edges.filter(({ eventType }) => eventType === type)) {
			const event = events.get(id);
			result.set(id, event ? { possible: true, with: event } : { possible: false, guard });
		}
	}
	return result;
}

/** For each transition that an event of this type takes now, such an event. Null when the chart cannot read the context. */
function eventsTaking(
	machine: AnyStateMachine,
	snapshot: AnyMachineSnapshot,
	type: string,
	situation: Situation
): Map<string, EventObject> | null {
	const events = new Map<string, EventObject>();
	try {
		for (const event of type === '' ? [] : examplesOf(type, situation)) {
			for (const transition of machine.getTransitionData(snapshot, event)) {
				const id = edgeID(transition as never);
				if (!events.has(id)) events.set(id, event);
			}
		}
		return events;
	} catch {
		// The context is that of another build, and lacks what a guard or an example reads.
		return null;
	}
}

/** The call chart is the root; its context may be that of another build. */
function situationOf({ path, context }: ActorFrame, actors: Frame['actors']): Situation {
	const [root = ''] = path.split('/');
	const { streamID, messages } = Object(context) as { streamID?: string; messages?: Record<string, ChatMessage> };
	return {
		call: Object(actors.get(root)?.context) as CallContext,
		device: path.endsWith('/microphone') ? 'microphone' : 'camera',
		streamID: streamID ?? null,
		messages: Object.values(messages ?? {})
	};
}
