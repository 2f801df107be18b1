/** What the model tests have covered of each chart, as they write it: `tests/model/covered/<replay>.<chart>.json`. */
const REPLAYS = ['chart', 'page', 'local', 'zego'] as const;
export type ReplayName = (typeof REPLAYS)[number];

/** One file. `impossible`: why a transition cannot be taken in this replay. */
export type CoverageReport = {
	replay: ReplayName;
	chart: string;
	edges: Record<string, number>;
	impossible: Record<string, string>;
};

/** Of every transition, in which replays it was taken, and where it can't be. */
export type Covered = { by: ReplayName[]; impossible: Partial<Record<ReplayName, string>> };
export type Coverage = { replays: ReplayName[]; edges: ReadonlyMap<string, Covered> };

export function coverageIn(reports: readonly CoverageReport[]): Coverage {
	const edges = new Map<string, Covered>();
	for (const { replay, edges: counts, impossible } of reports) {
		for (const [id, count] of Object.entries(counts)) {
			const known = edges.get(id) ?? { by: [], impossible: {} };
			const why = impossible[id];
			edges.set(id, {
				by: count > 0 ? [...known.by, replay] : known.by,
				impossible: why === undefined ? known.impossible : { ...known.impossible, [replay]: why }
			});
		}
	}
	return { replays: REPLAYS.filter((name) => reports.some(({ replay }) => replay === name)), edges };
}
