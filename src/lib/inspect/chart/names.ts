/** Names of a chart's parts, the same in recordings and drawings. */
import type { AnyStateNode } from 'xstate';

export type Transition = { eventType: string; source: AnyStateNode };

/** The ID of a transition: its source, its event type and its place among the alternatives. The same in every build. */
export function edgeID(transition: Transition): string {
	const { source, eventType } = transition;
	const alternatives: unknown[] = (eventType === '' ? source.always : source.transitions.get(eventType)) ?? [];
	return `${source.id}:${eventType}:${alternatives.indexOf(transition)}`;
}

/** The name of a guard or an action, however the chart writes it. */
export function nameOf(told: unknown): string {
	if (typeof told === 'string') return told;
	const { type } = Object(told) as { type?: unknown };
	return typeof type === 'string' ? type : 'inline';
}
