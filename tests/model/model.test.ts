import { toDirectedGraph, type DirectedGraphNode } from 'xstate/graph';
import type { AnyStateMachine, AnyStateNode, AnyTransitionDefinition } from 'xstate';
import { describe, expect, it } from 'vitest';
import { edgeID, nameOf } from '../../src/lib/inspect/chart/names';
import { CHART_NAMES, CHARTS } from './charts';
import { COVER, modelOf } from './harness/derive';

/** Every edge as text. In a model, each must note its own ID and do what the chart's does besides. */
function edgesOf(machine: AnyStateMachine): string[] {
	const ofNode = ({ stateNode, edges, children }: DirectedGraphNode): string[] => [
		...edges.map(({ source, target, transition }) => edgeText(source, transition, [target])),
		// Transitions without an event are no part of the directed graph.
		...(stateNode.always ?? []).map((transition) => edgeText(stateNode, transition, transition.target ?? [])),
		...children.flatMap(ofNode)
	];
	return ofNode(toDirectedGraph(machine)).toSorted();
}

function edgeText(source: AnyStateNode, transition: AnyTransitionDefinition, targets: readonly AnyStateNode[]): string {
	const [first, ...rest] = transition.actions;
	const covers = typeof first === 'object' && first.type === COVER;
	if (covers) expect(first.params).toEqual({ edge: edgeID(transition) });
	const { guard, reenter, description } = transition;
	return [
		edgeID(transition),
		source.id,
		targets.map(({ id }) => id).join(),
		guard === undefined ? '' : nameOf(guard),
		reenter,
		(covers ? rest : transition.actions).map(nameOf).join(),
		description
	].join(' | ');
}

describe.each(CHART_NAMES)('the test model of %s', (name) => {
	const { machine, beginnings } = CHARTS[name];

	it.each(Object.entries(beginnings))('has the edges of the chart, and no other, from %s', (_, input) => {
		const edges = edgesOf(machine);
		expect(edges.length).toBeGreaterThan(0);
		expect(edgesOf(modelOf(machine, input))).toEqual(edges);
	});
});
