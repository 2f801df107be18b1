/** `tests/model/mutation/README.md`: how many mutants of each file the tests kill. */
import { page, tableOf } from './markdown';
import scores from '../mutation/score.json';

type Score = { mutants: number; killed: number };

const rowOf = (name: string, { mutants, killed }: Score): string[] => [
	name,
	String(mutants),
	String(killed),
	`${((100 * killed) / mutants).toFixed(1)} %`
];

export function mutationScores(): string {
	const byFile: Record<string, Score> = scores;
	const rows = Object.entries(byFile);
	const all = { mutants: 0, killed: 0 };
	for (const [, { mutants, killed }] of rows) {
		all.mutants += mutants;
		all.killed += killed;
	}
	return page(
		'Mutation tests of the charts',
		[
			'`npm run test:mutation` changes the charts in more than a thousand small ways, one at a time, and checks that a test',
			'fails. It takes hours; `QUICK=1` uses the fast tests only and takes about an hour on two cores.',
			'`npm run test:mutation -- --mutate machines/token/machine.ts` tests one file. A run over whole files updates the scores.',
			'Descriptions and types are not changed. What no test can notice is listed in `equivalent.md`, with the reason.'
		].join('\n'),
		rows.length === 0
			? 'No score yet: the charts have not been tested so since each got a folder of its own.'
			: tableOf(
					['file', 'mutants', 'killed', 'score'],
					[...rows.map(([file, score]) => rowOf(file, score)), rowOf('all', all)]
				)
	);
}
