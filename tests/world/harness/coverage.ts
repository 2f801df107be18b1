/** Which edges of the environment are taken by which play, by a test of its own, or not, and why not. */
import { existsSync, readFileSync } from 'node:fs';
import excuses from '../excuses.json';
import elsewhere from '../elsewhere.json';
import { MACHINE_NAMES, type MachineName } from '../machines';
import { PLAYS } from '../plays';
import { edgesOf } from './edges';
import { toursOf } from './tours';

/** Edges that a test of its own takes, by its file and its name. */
type Elsewhere = { file: string; test: string; edges: string[] };
type Excuse = { why: string; edges: string[] };

export const ELSEWHERE: readonly Elsewhere[] = elsewhere;
export const EXCUSES: readonly Excuse[] = excuses;
const ROOT = new URL('../../../', import.meta.url);

export const excused = new Set(EXCUSES.flatMap(({ edges }) => edges));
export const takenElsewhere = new Set(ELSEWHERE.flatMap(({ edges }) => edges));
export const takenBy: Record<string, ReadonlySet<string>> = Object.fromEntries(
	Object.entries(PLAYS).map(([name, play]) => [
		name,
		new Set(
			toursOf(play)
				.flat()
				.map(({ edge }) => edge)
		)
	])
);

const ALL = MACHINE_NAMES.flatMap(edgesOf);
const isTaken = (edge: string) => takenElsewhere.has(edge) || Object.values(takenBy).some((edges) => edges.has(edge));

/** What is wrong with the coverage; each list should be empty. */
export const gaps = () => ({
	'neither taken nor excused': ALL.filter((edge) => !isTaken(edge) && !excused.has(edge)),
	'taken, so no excuse is needed': ALL.filter((edge) => isTaken(edge) && excused.has(edge)),
	'no such edge': [...excused, ...takenElsewhere].filter((edge) => !ALL.includes(edge)),
	'no such test': ELSEWHERE.filter(({ file, test }) => !hasTest(file, test)).map(({ file, test }) => `${file}: ${test}`)
});

function hasTest(file: string, test: string): boolean {
	const path = new URL(file, ROOT);
	return existsSync(path) && readFileSync(path, 'utf8').includes(test);
}

/** How many edges of a machine are in a set. */
export const count = (machine: MachineName, edges: ReadonlySet<string>): number =>
	edgesOf(machine).filter((edge) => edges.has(edge)).length;
