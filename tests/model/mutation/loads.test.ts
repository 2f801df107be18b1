/** A chart that throws while loading breaks every test file; here it fails a test, which counts. */
import { expect, it } from 'vitest';

it('every chart loads', async () => {
	const { CHART_NAMES, CHARTS } = await import('../charts');
	const { chartGraph } = await import('../../../src/lib/inspect/chart/graph');
	for (const name of CHART_NAMES) expect(chartGraph(CHARTS[name].machine).edges).not.toEqual([]);
});
