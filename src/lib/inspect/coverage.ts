/** What the model tests have covered of each chart, as they write it: `tests/model/covered/<replay>.<chart>.json`. */
import * as v from 'valibot';

const REPLAYS = ['chart', 'page', 'local', 'zego'] as const;
export type ReplayName = (typeof REPLAYS)[number];

const report = v.object({
	replay: v.picklist(REPLAYS),
	chart: v.string(),
	edges: v.record(v.string(), v.number()),
	impossible: v.record(v.string(), v.string())
});

/** Of every transition, in which replays it was taken, and where it can't be. */
export type Covered = { by: ReplayName[]; impossible: Partial<Record<ReplayName, string>> };
export type Coverage = { replays: ReplayName[]; edges: ReadonlyMap<string, Covered> };

export function readCoverage(files: readonly unknown[]): Coverage {
	const reports = v.parse(v.array(report), files);
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
