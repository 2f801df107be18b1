/**
 * Which transitions the model tests take: all but those that `tests/model/coverage/untaken.json` excuses. The tests compare.
 */
import type { ChartGraph } from './graph';

/** `chart`: on the chart itself. `page`: by a page's controls. `local`, `zego`: in calls between real browsers. */
export const REPLAYS = ['chart', 'page', 'local', 'zego'] as const;
export type ReplayKind = (typeof REPLAYS)[number];

/** Why these replays do not take these transitions. `edges`: IDs, in which `*` is any text and `{a,b}` is a or b. */
export type Excuse = { replays: ReplayKind[]; why: string; edges: string[] };

export function matches(pattern: string, edge: string): boolean {
	const source = pattern
		.replaceAll('.', '\\.')
		.replaceAll('*', '.*')
		.replaceAll(/\{([^}]*)\}/g, (_, list: string) => `(?:${list.replaceAll(',', '|')})`);
	return new RegExp(`^${source}$`).test(edge);
}

/** Undefined if the replay takes the transition. */
export const whyNot = (excuses: readonly Excuse[], replay: ReplayKind, edge: string): string | undefined =>
	excuses.find(({ replays, edges }) => replays.includes(replay) && edges.some((pattern) => matches(pattern, edge)))
		?.why;

/** One chart in one replay. `edges`: 1 for a transition that is taken. `impossible`: why one cannot be taken. */
export type CoverageReport = {
	replay: ReplayKind;
	chart: string;
	edges: Record<string, number>;
	impossible: Record<string, string>;
};

/** Of every transition: the replays of its chart, those that took it, and those that can't. */
export type Covered = { replays: ReplayKind[]; by: ReplayKind[]; impossible: Partial<Record<ReplayKind, string>> };
export type Coverage = ReadonlyMap<string, Covered>;

export function coverageIn(reports: readonly CoverageReport[]): Coverage {
	const edges = new Map<string, Covered>();
	for (const { replay, edges: counts, impossible } of reports) {
		for (const [id, count] of Object.entries(counts)) {
			const known = edges.get(id) ?? { replays: [], by: [], impossible: {} };
			const why = impossible[id];
			edges.set(id, {
				replays: [...known.replays, replay],
				by: count > 0 ? [...known.by, replay] : known.by,
				impossible: why === undefined ? known.impossible : { ...known.impossible, [replay]: why }
			});
		}
	}
	return edges;
}

export const reportsOn = (graphs: Iterable<ChartGraph>, excuses: readonly Excuse[]): CoverageReport[] =>
	[...graphs].flatMap(({ id: chart, edges }) =>
		REPLAYS.map((replay) => {
			const reasons = edges.map(({ id }) => [id, whyNot(excuses, replay, id)] as const);
			return {
				replay,
				chart,
				edges: Object.fromEntries(reasons.map(([id, why]) => [id, why === undefined ? 1 : 0])),
				impossible: Object.fromEntries(reasons.flatMap(([id, why]) => (why === undefined ? [] : [[id, why]])))
			};
		})
	);
