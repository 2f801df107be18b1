/** The test models that paths are generated from, against their charts. */
import type { AnyStateMachine } from 'xstate';
import { describe, expect, it } from 'vitest';
import { chartGraph } from '../../src/lib/inspect/chart/graph';
import { CHART_NAMES, CHARTS } from './charts';
import { COVER, modelOf } from './harness/derive';

/** A model has no invocations and timers: it names their events only by ID. */
const edgesOf = (machine: AnyStateMachine) =>
	chartGraph(machine)
		.edges.map((edge) => ({ ...edge, kind: null, label: null }))
		.toSorted((a, b) => a.id.localeCompare(b.id));

describe.each(CHART_NAMES)('the test model of %s', (name) => {
	const { machine, beginnings } = CHARTS[name];

	it.each(Object.entries(beginnings))('has the transitions of the chart, and no others, from %s', (_, input) => {
		const covering = edgesOf(machine).map((edge) => ({
			...edge,
			actions: [`${COVER}: ${JSON.stringify({ edge: edge.id })}`, ...edge.actions]
		}));
		expect(covering).not.toEqual([]);
		expect(edgesOf(modelOf(machine, input))).toEqual(covering);
	});
});
