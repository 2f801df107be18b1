/** Which edges of a chart a replay has covered: one JSON file each, for whoever draws or counts. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { chartGraph } from '../../../src/lib/inspect/chart.graph';
import { CHARTS, type ChartName } from '../charts';

export const COVERED = new URL('../covered/', import.meta.url);

/** `chart`: with the simulated engine and clock; `page`: through the page; `local`, `zego`: on these engines. */
export type ReplayName = 'chart' | 'page' | 'local' | 'zego';
export type Coverage = {
	replay: ReplayName;
	chart: ChartName;
	/** How many paths were replayed, and how many steps they have together. */
	paths: number;
	steps: number;
	/** How often each edge was taken. */
	edges: Record<string, number>;
	/** Why an edge can't be taken in this replay. */
	impossible: Record<string, string>;
};

/** Writes what was covered; returns the edges that were neither taken nor said to be impossible. */
export function writeCoverage({ taken, ...facts }: Omit<Coverage, 'edges'> & { taken: readonly string[] }): string[] {
	const counts = new Map(chartGraph(CHARTS[facts.chart].machine).edges.map(({ id }) => [id, 0]));
	for (const edge of taken) counts.set(edge, (counts.get(edge) ?? 0) + 1);
	const coverage: Coverage = { ...facts, edges: Object.fromEntries(counts) };
	mkdirSync(COVERED, { recursive: true });
	writeFileSync(new URL(`${facts.replay}.${facts.chart}.json`, COVERED), `${JSON.stringify(coverage, null, '\t')}\n`);
	return [...counts].flatMap(([edge, count]) => (count === 0 && !(edge in facts.impossible) ? [edge] : []));
}
