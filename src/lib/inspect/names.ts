/** What recorder and drawing call the same parts of a chart. Small: every call loads it. */
import type { AnyTransitionDefinition } from 'xstate';

/** The same in every build whose chart has this transition: source, event type, place among its alternatives. */
export function edgeID(transition: AnyTransitionDefinition): string {
	const { source, eventType } = transition;
	const alternatives = (eventType === '' ? source.always : source.transitions.get(eventType)) ?? [];
	return `${source.id}:${eventType}:${alternatives.indexOf(transition)}`;
}

/** A guard's or action's name, and the parameter when the chart itself gives one. */
export function nameOf(named: unknown): string {
	if (typeof named === 'string') return named;
	if (typeof named === 'object' && named !== null && 'type' in named) {
		const params = 'params' in named && typeof named.params !== 'function' ? named.params : undefined;
		return params === undefined ? String(named.type) : `${String(named.type)}: ${String(params)}`;
	}
	if (typeof named === 'function') return 'type' in named ? String(named.type) : named.name || 'inline';
	return String(named);
}
