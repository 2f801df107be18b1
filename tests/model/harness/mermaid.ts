/** A chart as a Mermaid state diagram, which GitHub draws. */
import type { AnyStateMachine } from 'xstate';
import { chartGraph, type ChartEdge, type ChartGraph, type ChartState } from '../../../src/lib/inspect/chart/graph';

const SIGNS: Record<ChartEdge['kind'], string> = {
	event: '',
	always: '',
	after: 'after ',
	done: 'done ',
	error: 'failed ',
	complete: ''
};
/** Mermaid takes letters, digits and `_` in a state's name. */
const nameOf = (id: string): string => id.replaceAll('.', '_');

export function diagramOf(machine: AnyStateMachine): string {
	const graph = chartGraph(machine);
	const [root] = graph.states;
	if (!root) throw new Error('A chart has a root');
	return ['```mermaid', 'stateDiagram-v2', ...inside(root, graph, 1), ...arrows(graph), '```'].join('\n');
}

function inside(state: ChartState, graph: ChartGraph, depth: number): string[] {
	const indent = '    '.repeat(depth);
	const children = graph.states.filter(({ parent }) => parent === state.id);
	return children.flatMap((child, index) => {
		const lines = [`${indent}state "${child.key}" as ${nameOf(child.id)}`];
		if (child.children.length > 0)
			lines.push(`${indent}state ${nameOf(child.id)} {`, ...inside(child, graph, depth + 1), `${indent}}`);
		if (child.initial) lines.push(`${indent}[*] --> ${nameOf(child.id)}`);
		if (child.kind === 'final') lines.push(`${indent}${nameOf(child.id)} --> [*]`);
		return index > 0 && state.kind === 'parallel' ? [`${indent}--`, ...lines] : lines;
	});
}

/** One arrow for each pair of states, with everything that takes it. What the root decides goes for each state in it. */
function arrows({ edges, states, root }: ChartGraph): string[] {
	const labels = new Map<string, Set<string>>();
	const tops = states.filter(({ parent, kind }) => parent === root && kind !== 'final').map(({ id }) => id);
	for (const { source, targets, kind, label, guard } of edges)
		for (const target of targets)
			for (const from of source === root ? tops : [source]) {
				const arrow = `    ${nameOf(from)} --> ${nameOf(target)}`;
				const text = `${SIGNS[kind]}${label}${guard === null ? '' : ` [${guard}]`}`;
				labels.set(arrow, (labels.get(arrow) ?? new Set()).add(text));
			}
	return [...labels].map(([arrow, texts]) => `${arrow}: ${[...texts].join(', ')}`);
}
