/** Which edges of a chart a replay has covered: one JSON file each, for whoever draws or counts. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { chartGraph } from '../../../src/lib/inspect/chart/graph';
import { CHARTS, type ChartName } from '../charts';
import { whyNot } from './reasons';

const COVERED = new URL('../covered/', import.meta.url);

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
	/** Why an edge that was not taken can't be taken in this replay. */
	impossible: Record<string, string>;
};

const edgesOf = (chart: ChartName): string[] => chartGraph(CHARTS[chart].machine).edges.map(({ id }) => id);
const fileOf = (replay: ReplayName, chart: ChartName): URL => new URL(`${replay}.${chart}.json`, COVERED);

/** Writes what was covered; returns the edges that were neither taken nor said to be impossible. */
export function writeCoverage({
	taken,
	...facts
}: Omit<Coverage, 'edges' | 'impossible'> & { taken: readonly string[] }): string[] {
	const counts = new Map(edgesOf(facts.chart).map((id) => [id, 0]));
	for (const edge of taken) counts.set(edge, (counts.get(edge) ?? 0) + 1);
	const coverage = { ...facts, impossible: {}, edges: Object.fromEntries(counts) };
	const { impossible, unexplained } = untakenIn(coverage);
	const text = `${JSON.stringify({ ...coverage, impossible }, null, '\t')}\n`;
	const file = fileOf(facts.replay, facts.chart);
	mkdirSync(COVERED, { recursive: true });
	if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
		// Other tests read these files at the same time.
		const draft = new URL(`${file.href}.${String(process.pid)}`);
		writeFileSync(draft, text);
		renameSync(draft, file);
	}
	return unexplained;
}

/** What was covered when it was written last; nothing when it never was. */
export function readCoverage(replay: ReplayName, chart: ChartName): Coverage {
	const file = fileOf(replay, chart);
	if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Coverage;
	const edges = Object.fromEntries(edgesOf(chart).map((id) => [id, 0]));
	return { replay, chart, paths: 0, steps: 0, edges, impossible: {} };
}

/** The edges that were not taken: why not, and those of which nobody has said it. */
export function untakenIn({ replay, edges }: Coverage): {
	impossible: Record<string, string>;
	unexplained: string[];
} {
	const impossible: Record<string, string> = {};
	const unexplained: string[] = [];
	for (const [edge, count] of Object.entries(edges)) {
		if (count > 0) continue;
		const why = whyNot(replay, edge);
		if (why === undefined) unexplained.push(edge);
		else impossible[edge] = why;
	}
	return { impossible, unexplained };
}
