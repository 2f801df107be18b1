import type { Coverage } from '../chart/coverage';

/** `covered`: every replay that can take the transition does. `uncovered`: none does. */
export type Colour = 'covered' | 'partly' | 'uncovered';

export function coverageOf(coverage: Coverage | null, edge: string): Colour | undefined {
	const covered = coverage?.get(edge);
	if (!covered) return undefined;
	if (covered.by.length === 0) return 'uncovered';
	return covered.replays.every((name) => covered.by.includes(name) || name in covered.impossible)
		? 'covered'
		: 'partly';
}

const WORST_FIRST: readonly Colour[] = ['uncovered', 'partly', 'covered'];

/** The worst colour among the transitions of one arrow. */
export function worstOf(coverage: Coverage | null, edges: readonly string[]): Colour | undefined {
	const colours = new Set(edges.map((edge) => coverageOf(coverage, edge)));
	return WORST_FIRST.find((colour) => colours.has(colour));
}
