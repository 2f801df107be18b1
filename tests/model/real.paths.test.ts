/**
 * Which edges the calls of real people take, as the browser tests bring them about on the local engine and on ZEGO. Recorded on
 * demand: `RECORD_EDGES=edges.txt npx vitest run --project browser --project 'slow:*'`,
 * then `RECORD_EDGES=edges.txt npx vitest run --project model real`.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { chartGraph } from '../../src/lib/inspect/chart/graph';
import { CHART_NAMES, CHARTS, type ChartName } from './charts';
import { count } from './harness/counts';
import { readCoverage, untakenIn, writeCoverage } from './harness/coverage';
import { REPLAYS } from './harness/coverage.table';
import { REASONS } from './harness/reasons';

const START = 'token.fetching:xstate.done.actor.0.token.fetching:0';
const recorded = process.env.RECORD_EDGES;

if (recorded !== undefined) {
	const lines = readFileSync(recorded, 'utf8').trim().split('\n');
	for (const replay of ['local', 'zego'] as const) {
		const edges = lines.filter((line) => line.startsWith(`${replay} `)).map((line) => line.slice(replay.length + 1));
		const calls = edges.filter((edge) => edge === START).length;
		for (const chart of CHART_NAMES.filter((name) => name !== 'link')) {
			const taken = edges.filter((edge) => chartOf(edge) === chart);
			writeCoverage({ replay, chart, paths: calls, steps: taken.length, taken });
		}
	}
}

function chartOf(edge: string): ChartName | undefined {
	const [id] = edge.split(/[.:]/);
	return CHART_NAMES.find((name) => name === id);
}

describe.each(CHART_NAMES)('the edges of %s', (chart) => {
	const edges = chartGraph(CHARTS[chart].machine).edges.map(({ id }) => id);

	it.each(['page', 'local', 'zego'] as const)('were taken in the replay "%s", or it is said why not', (replay) => {
		const coverage = readCoverage(replay, chart);
		expect(Object.keys(coverage.edges).toSorted()).toEqual(edges.toSorted());
		expect(untakenIn(coverage).unexplained).toEqual([]);
		const taken = Object.values(coverage.edges).filter((times) => times > 0).length;
		if (coverage.paths > 0) count(`${replay}, ${chart}`, { edges: edges.length, taken });
	});
});

it.each(REPLAYS)('no reason is given for what the replay "%s" takes', (replay) => {
	const untaken = CHART_NAMES.flatMap((chart) => Object.keys(untakenIn(readCoverage(replay, chart)).impossible));
	const idle = REASONS[replay].filter(({ pattern }) => !untaken.some((edge) => pattern.test(edge)));
	expect(idle).toEqual([]);
});
