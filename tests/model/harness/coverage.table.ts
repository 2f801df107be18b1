/** What the four replays covered, as a part of `machines/README.md`. */
import { CHART_NAMES } from '../charts';
import { readCoverage, untakenIn, type ReplayName } from './coverage';

export const REPLAYS = ['chart', 'page', 'local', 'zego'] as const satisfies readonly ReplayName[];

const taken = (edges: Record<string, number>): number => Object.values(edges).filter((count) => count > 0).length;

/** Rows of the table: how many edges of each chart each replay took. */
export const coverageRows = (): string[][] =>
	CHART_NAMES.map((chart) => {
		const coverages = REPLAYS.map((replay) => readCoverage(replay, chart));
		const total = Object.keys(coverages[0]?.edges ?? {}).length;
		return [chart, String(total), ...coverages.map(({ paths, edges }) => (paths === 0 ? '–' : String(taken(edges))))];
	});

/** For each replay, each reason why edges were not taken, with those edges. */
export function reasonLines(): string[] {
	return REPLAYS.flatMap((replay) => {
		const edges = new Map<string, string[]>();
		for (const chart of CHART_NAMES)
			for (const [edge, why] of Object.entries(untakenIn(readCoverage(replay, chart)).impossible))
				edges.set(why, [...(edges.get(why) ?? []), edge]);
		return [...edges].map(([why, those]) => `- **${replay}**, ${those.length} not taken: ${why}${examples(those)}`);
	});
}

/** Few enough to be read are named. */
const examples = (edges: string[]): string =>
	edges.length > 6 ? '' : ` (${edges.map((edge) => `\`${edge.replace(/:0$/, '')}\``).join(', ')})`;
