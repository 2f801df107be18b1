/** What a state value of XState means in a chart's graph. */
import type { ChartEdge, ChartGraph } from './graph';
import type { Json } from '../recording/redact';

/** IDs of all active states, the chart itself first. Leaves out states that the chart does not have. */
export const activeStates = (graph: ChartGraph, value: Json): string[] => read(graph, value).active;

/** Names of the states in a value that the chart does not have: those of another build, or nonsense. */
export const unknownStates = (graph: ChartGraph, value: Json): string[] => read(graph, value).unknown;

function read({ root, states }: ChartGraph, value: Json): { active: string[]; unknown: string[] } {
	const children = new Map(states.map((state) => [`${state.parent} ${state.key}`, state.id]));
	const active: string[] = [];
	const unknown: string[] = [];
	const descend = (parent: string, inside: Json): void => {
		active.push(parent);
		const below = typeof inside === 'string' ? { [inside]: undefined } : inside;
		if (below === undefined) return;
		if (typeof below !== 'object' || below === null || Array.isArray(below)) {
			unknown.push(`${parent}.${JSON.stringify(below)}`);
			return;
		}
		for (const [key, further] of Object.entries(below)) {
			const id = children.get(`${parent} ${key}`);
			if (id === undefined) unknown.push(`${parent}.${key}`);
			else descend(id, further);
		}
	};
	descend(root, value);
	return { active, unknown };
}

/** A state value in one line: `inCall.talking`. Parallel states are joined by ` & `. */
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

/** IDs of the states that this transition exits and enters, or would if they were active. https://www.w3.org/TR/scxml/#SelectingTransitions */
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
