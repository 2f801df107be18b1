/** Which edges of the environment are taken by which play, by a test of its own, or not, and why not. */
import { existsSync, readFileSync } from 'node:fs';
import excuses from '../excuses.json';
import elsewhere from '../elsewhere.json';
import faults from '../faults.json';
import { MACHINE_NAMES, type MachineName } from '../machines';
import { PLAYS } from '../plays';
import { edgesOf } from './edges';
import { toursOf } from './tours';

/** Edges that a test of its own takes, by its file and its name. */
type Test = { file: string; test: string };
type Elsewhere = Test & { edges: string[] };
/** What was reported from outside: the edges that would show it again; or, if it is no matter of the environment, what keeps it out; and tests of its own. */
type Fault = { fault: string; edges?: string[]; guard?: string; tests?: Test[] };
type Excuse = { why: string; edges: string[] };

export const ELSEWHERE: readonly Elsewhere[] = elsewhere;
export const EXCUSES: readonly Excuse[] = excuses;
export const FAULTS: readonly Fault[] = faults;
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
const EDGES_OF_FAULTS = FAULTS.flatMap(({ edges = [] }) => edges);
const isTaken = (edge: string) => takenElsewhere.has(edge) || Object.values(takenBy).some((edges) => edges.has(edge));

/** What is wrong with the coverage; each list should be empty. */
export const gaps = () => ({
	'neither taken nor excused': ALL.filter((edge) => !isTaken(edge) && !excused.has(edge)),
	'taken, so no excuse is needed': ALL.filter((edge) => isTaken(edge) && excused.has(edge)),
	'no such edge': [...excused, ...takenElsewhere, ...EDGES_OF_FAULTS].filter((edge) => !ALL.includes(edge)),
	'no such test': [...ELSEWHERE, ...FAULTS.flatMap(({ tests = [] }) => tests)]
		.filter(({ file, test }) => !hasTest(file, test))
		.map(({ file, test }) => `${file}: ${test}`),
	'reported, and neither an edge nor guarded by a test': FAULTS.filter(
		({ edges = [], guard, tests = [] }) => edges.length === 0 && (guard === undefined || tests.length === 0)
	).map(({ fault }) => fault),
	'reported, and both an edge and guarded': FAULTS.filter(
		({ edges = [], guard }) => edges.length > 0 && guard !== undefined
	).map(({ fault }) => fault),
	'reported, and excused': EDGES_OF_FAULTS.filter((edge) => excused.has(edge))
});

function hasTest(file: string, test: string): boolean {
	const path = new URL(file, ROOT);
	return existsSync(path) && readFileSync(path, 'utf8').includes(test);
}

/** How many edges of a machine are in a set. */
export const count = (machine: MachineName, edges: ReadonlySet<string>): number =>
	edgesOf(machine).filter((edge) => edges.has(edge)).length;
