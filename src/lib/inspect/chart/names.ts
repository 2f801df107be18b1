/** What recorder and drawing call the same parts of a chart. Small: every call loads it. */
import type { AnyStateNode } from 'xstate';

export type Transition = { eventType: string; source: AnyStateNode };

/** The same in every build whose chart has this transition: source, event type, place among its alternatives. */
export function edgeID(transition: Transition): string {
	const { source, eventType } = transition;
	const alternatives: unknown[] = (eventType === '' ? source.always : source.transitions.get(eventType)) ?? [];
	return `${source.id}:${eventType}:${alternatives.indexOf(transition)}`;
}

/** Of a guard or an action, by whatever it is told in the chart. */
export function nameOf(told: unknown): string {
	if (typeof told === 'string') return told;
	const { type } = Object(told) as { type?: unknown };
	return typeof type === 'string' ? type : 'inline';
}
