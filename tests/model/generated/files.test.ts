import { createMachine } from 'xstate';
import { expect, it } from 'vitest';
import { chartGraph } from '../../../src/lib/inspect/chart/graph';
import { CHART_NAMES, CHARTS } from '../charts';
import { definitionOf, jsonText } from './definition';
import { expectCurrent, FILES } from './files';

it.each(Object.entries(FILES))('%s is current', async (path, generate) => {
	await expectCurrent(path, generate());
});

it.each(CHART_NAMES)('the definition of the chart %s gives the same graph', (name) => {
	const { machine } = CHARTS[name];
	const definition: unknown = JSON.parse(jsonText(definitionOf(machine)));
	expect(chartGraph(createMachine(definition as object))).toEqual(chartGraph(machine));
});
