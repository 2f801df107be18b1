/** Which transitions a replay of a chart takes: all but those that `untaken.json` excuses, each with a reason. */
import { expect } from 'vitest';
import { chartGraph } from '../../../src/lib/inspect/chart/graph';
import { matches, whyNot, type Excuse, type ReplayKind } from '../../../src/lib/inspect/chart/coverage';
import { CHART_NAMES, CHARTS, type ChartName } from '../charts';
import excuses from './untaken.json';

const EXCUSES = excuses as Excuse[];

export const edgesOf = (chart: ChartName): string[] => chartGraph(CHARTS[chart].machine).edges.map(({ id }) => id);

export const untakenIn = (replay: ReplayKind, chart: ChartName): string[] =>
	edgesOf(chart).filter((edge) => whyNot(EXCUSES, replay, edge) !== undefined);

/** Each transition of the chart has been taken or is excused, and none that was taken is excused. */
export function expectCovered(replay: ReplayKind, chart: ChartName, taken: Iterable<string>): void {
	const all = new Set(taken);
	const excused = new Set(untakenIn(replay, chart));
	expect(
		{
			'neither taken nor excused': edgesOf(chart).filter((edge) => !all.has(edge) && !excused.has(edge)),
			'taken, so no excuse is needed': [...excused].filter((edge) => all.has(edge))
		},
		`transitions of ${chart} in the replay "${replay}"; excuses are in tests/model/coverage/untaken.json`
	).toEqual({ 'neither taken nor excused': [], 'taken, so no excuse is needed': [] });
}

/** The patterns, for each replay, that match no transition of today's charts. */
export function idleExcuses(): string[] {
	const edges = CHART_NAMES.flatMap(edgesOf);
	return EXCUSES.flatMap(({ edges: patterns }) => patterns.flatMap(alternatives)).filter(
		(pattern) => !edges.some((edge) => matches(pattern, edge))
	);
}

/** `a.{b,c}` as `a.b` and `a.c`. */
function alternatives(pattern: string): string[] {
	const [, before = '', list, after = ''] = /^([^{]*)\{([^}]*)\}(.*)$/.exec(pattern) ?? [];
	if (list === undefined) return [pattern];
	return list.split(',').flatMap((one) => alternatives(`${before}${one}${after}`));
}
