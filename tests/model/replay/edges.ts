/** What an actor does, seen from outside: the edges of its chart that it takes, and the timers it has set. */
import type { AnyActorRef, AnyTransitionDefinition, EventObject, InspectionEvent } from 'xstate';
import { edgeID } from '../../../src/lib/inspect/chart/names';

export function edgesOf() {
	const edges = new Map<string, string[]>();
	return {
		inspect(event: InspectionEvent): void {
			if (event.type !== '@xstate.microstep') return;
			const { sessionId } = event.actorRef as AnyActorRef;
			const { _transitions } = event as unknown as { _transitions: AnyTransitionDefinition[] };
			edges.set(sessionId, [...(edges.get(sessionId) ?? []), ..._transitions.map(edgeID)]);
		},
		/** The edges taken since this was asked last. */
		takenBy: ({ sessionId }: AnyActorRef): string[] => edges.get(sessionId)?.splice(0) ?? []
	};
}

/** The events of the timers that this actor has set. */
export function timersOf(ref: AnyActorRef): string[] {
	const { _snapshot } = ref.system as unknown as {
		_snapshot: { _scheduledEvents: Record<string, { source: AnyActorRef; event: EventObject }> };
	};
	return Object.values(_snapshot._scheduledEvents)
		.filter(({ source }) => source === ref)
		.map(({ event }) => event.type);
}
