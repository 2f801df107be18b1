/** `tests/model/mutation/README.md`: how many mutants the tests kill. */
import { page } from './markdown';
import scores from '../mutation/score.json';

export function mutationScores(): string {
	const all = { mutants: 0, killed: 0 };
	for (const { mutants, killed } of Object.values(scores)) {
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
		`Of ${all.mutants} mutants ${all.killed} were killed: ${((100 * all.killed) / all.mutants).toFixed(1)} %. \`score.json\` has each file.`
	);
}
