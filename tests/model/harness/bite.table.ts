/** How many mutants of each chart the tests kill, as a part of `machines/README.md`. */
import { readFileSync } from 'node:fs';

const read = (name: string): string => readFileSync(new URL(`../mutation/${name}`, import.meta.url), 'utf8');

type Score = { mutants: number; killed: number };

const percent = ({ mutants, killed }: Score): string => `${((100 * killed) / mutants).toFixed(1)} %`;

/** The survivors that `equivalent.md` has a reason for, by file. */
function listed(): Map<string, number> {
	const files = [...read('equivalent.md').matchAll(/^\| `([\w.]+\.ts)/gm)].map(([, file = '']) => file);
	return new Map(files.map((file) => [file, files.filter((other) => other === file).length]));
}

export const BITE_HEAD = ['file', 'mutants', 'killed', 'score', 'rows in the list'];

/** As the last run over the file has left it, and all files together. */
export function biteRows(): string[][] {
	const scores = Object.entries(JSON.parse(read('score.json')) as Record<string, Score>);
	const rows = listed();
	const all = scores.reduce(
		(sum, [, { mutants, killed }]) => ({ mutants: sum.mutants + mutants, killed: sum.killed + killed }),
		{ mutants: 0, killed: 0 }
	);
	const row = (name: string, score: Score, list: number): string[] => [
		name,
		String(score.mutants),
		String(score.killed),
		percent(score),
		String(list)
	];
	return [
		...scores.map(([file, score]) =>
			row(file.replace('machines/', ''), score, rows.get(file.replace('machines/', '')) ?? 0)
		),
		row(
			'all',
			all,
			[...rows.values()].reduce((sum, count) => sum + count, 0)
		)
	];
}
