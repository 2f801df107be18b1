/** A chart that breaks while it is loaded takes every test file with it: here it is a test that fails. */
import { expect, it } from 'vitest';

it('every chart can be loaded and gone through', async () => {
	const { CHART_NAMES, CHARTS } = await import('../charts');
	const { chartGraph } = await import('../../../src/lib/inspect/chart/graph');
	for (const name of CHART_NAMES) expect(chartGraph(CHARTS[name].machine).edges).not.toEqual([]);
});
