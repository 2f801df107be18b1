import type { Coverage } from '../coverage';

/** `covered`: in every replay that has been run and can take it; `uncovered`: in none. */
export function coverageOf(coverage: Coverage | null, edge: string): 'covered' | 'partly' | 'uncovered' | undefined {
	const covered = coverage?.edges.get(edge);
	if (!coverage || !covered) return undefined;
	if (covered.by.length === 0) return 'uncovered';
	return coverage.replays.every((name) => covered.by.includes(name) || name in covered.impossible)
		? 'covered'
		: 'partly';
}
