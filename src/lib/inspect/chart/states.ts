/** State values as XState gives them, against a chart's graph. */
import type { ChartEdge, ChartGraph } from './graph';
import type { Json } from '../recording/redact';

/** IDs of all active states, the chart itself first. Names the chart does not know are left out. */
export function activeStates({ root, states }: ChartGraph, value: Json): string[] {
	const children = new Map(states.map((state) => [`${state.parent} ${state.key}`, state.id]));
	const descend = (parent: string, inside: Json): string[] => {
		const below = typeof inside === 'string' ? { [inside]: undefined } : inside;
		if (typeof below !== 'object' || below === null || Array.isArray(below)) return [parent];
		return [
			parent,
			...Object.entries(below).flatMap(([key, further]) => {
				const id = children.get(`${parent} ${key}`);
				return id === undefined ? [] : descend(id, further);
			})
		];
	};
	return descend(root, value);
}

/** `inCall.talking`; parallel states are joined by ` & `. */
export function stateName(value: Json): string {
	if (typeof value === 'string') return value;
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return '';
	return Object.entries(value)
		.flatMap(([key, inside]) => {
			const names = stateName(inside);
			return names === '' ? [key] : names.split(' & ').map((name) => `${key}.${name}`);
		})
		.join(' & ');
}

/** IDs of the states that this transition leaves and enters, active before or not. https://www.w3.org/TR/scxml/#SelectingTransitions */
export function renewedStates({ states }: ChartGraph, { source, targets, reenter }: ChartEdge): Set<string> {
	if (targets.length === 0) return new Set();
	const parents = new Map(states.map(({ id, parent }) => [id, parent]));
	const lineage = (id: string): string[] => {
		const parent = parents.get(id) ?? null;
		return parent === null ? [id] : [id, ...lineage(parent)];
	};
	const isWithin = (id: string, ancestor: string) => id !== ancestor && lineage(id).includes(ancestor);
	const domain =
		!reenter && targets.every((target) => isWithin(target, source))
			? source
			: lineage(source).find((id) => id !== source && targets.every((target) => isWithin(target, id)));
	return new Set(states.filter(({ id }) => domain === undefined || isWithin(id, domain)).map(({ id }) => id));
}
