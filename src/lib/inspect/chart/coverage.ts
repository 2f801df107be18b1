/** What the model tests have covered of each chart, as they write it: `tests/model/covered/<replay>.<chart>.json`. */

export type ReplayName = 'chart' | 'page' | 'local' | 'zego';

/** One file. `impossible`: why a transition cannot be taken in this replay. */
export type CoverageReport = {
	replay: ReplayName;
	chart: string;
	edges: Record<string, number>;
	impossible: Record<string, string>;
};

/** Of every transition: the replays of its chart, those that took it, and those that can't. */
export type Covered = { replays: ReplayName[]; by: ReplayName[]; impossible: Partial<Record<ReplayName, string>> };
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
