/** The test that every chart gets: all its paths, replayed; all its edges, taken. */
import { describe, expect, it } from 'vitest';
import { chartGraph } from '../../../src/lib/inspect/chart/graph';
import { CHARTS, type ChartName } from '../charts';
import { expectCovered } from '../coverage/coverage';
import { count } from '../harness/counts';
import { pathsOf } from '../harness/paths';
import { replay } from './replay';

const PATIENCE = 170_000;

export function testEveryPathOf(chart: ChartName): void {
	describe(`the paths of ${chart}`, () => {
		it('lead where they say, and together over every edge', { timeout: PATIENCE }, async () => {
			const paths = pathsOf(chart);
			const taken: string[] = [];
			const faults: string[] = [];
			for (const path of paths) {
				const { edges, fault } = await replay(path);
				taken.push(...edges);
				if (fault !== null) faults.push(fault);
			}
			const steps = paths.reduce((sum, path) => sum + path.steps.length, 0);
			const { states, edges } = chartGraph(CHARTS[chart].machine);
			count(chart, { states: states.length, edges: edges.length, paths: paths.length, steps });
			expect(faults).toEqual([]);
			expectCovered('chart', chart, taken);
		});
	});
}
