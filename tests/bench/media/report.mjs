import { median, show, table } from '../lib/figures.mjs';
import { printGoals } from '../lib/goals.mjs';
import { OURS } from './call.mjs';

/** @typedef {import('./measure.mjs').Figure} Figure @typedef {import('./parts/part').Part} Part */

/** What the goals are about, and which part measures them. */
const GOALS = [
	{ number: 1, part: 'size' },
	{ number: 2, part: 'six' },
	{ number: 3, part: 'picture' },
	{ number: 4, part: 'six' },
	{ number: 5, part: 'slow' },
	{ number: 6, part: 'loss' },
	{ number: 7, part: 'drop' },
	{ number: 8, part: 'picture' },
	{ number: 9, part: 'busy' },
	{ number: 10, part: 'hidden' },
	{ number: 11, part: 'screen' }
];

/** The median of a figure of a row; NaN if it was not measured. @param {readonly Figure[]} figures @param {Part} part */
const mediansOf = (figures, part) => (/** @type {string} */ row, /** @type {string} */ key) =>
	median(figures.filter((one) => one.part === part.name && one.row === row).map((one) => one.figures[key] ?? NaN));

/** What the sender's browser says kept pictures small or rare. @param {readonly Figure[]} figures @param {Part} part @param {string} row */
const limitsOf = (figures, part, row) =>
	[...new Set(figures.filter((one) => one.part === part.name && one.row === row).flatMap((one) => one.limits))].join(
		' '
	);

/** @param {Part} part @param {readonly Figure[]} figures */
export function partTable(part, figures) {
	const of = mediansOf(figures, part);
	const cell = (/** @type {number} */ value, /** @type {number | undefined} */ digits) =>
		value === Infinity ? 'never' : show(value, digits);
	return table([
		['', ...part.columns.map(({ head }) => head), 'limited by'],
		...part.rows.map((row) => [
			row,
			...part.columns.map(({ key, digits }) => cell(of(row, key), digits)),
			limitsOf(figures, part, row)
		])
	]);
}

/** Those that are missed say what may explain it. @param {readonly Part[]} parts @param {readonly Figure[]} figures */
export function goalsOf(parts, figures) {
	return parts
		.flatMap((part) => {
			const of = mediansOf(figures, part);
			const busy = show(of(OURS, 'busy'));
			const why = `; limited by: ${limitsOf(figures, part, OURS) || 'unknown'}; cores busy: ${busy} %`;
			return part.goals(of).map((goal) => {
				// A row that was not measured, or nothing of what this is about.
				const verdict = Number.isNaN(goal.got) ? 'unknown' : goal.verdict;
				return { ...goal, verdict, note: verdict === 'met' ? '' : why };
			});
		})
		.toSorted((a, b) => a.number - b.number);
}

/** Each of the eleven, also those that were not asked for. @param {ReturnType<typeof goalsOf>} goals @param {readonly string[]} failures */
export function printMediaGoals(goals, failures) {
	printGoals(goals.map(({ number, ...goal }) => ({ ...goal, what: `${number}. ${goal.what}` })));
	for (const { number, part } of GOALS) {
		if (!goals.some((goal) => goal.number === number)) console.log(`${number}. not measured: that is part ${part}`);
	}
	for (const failure of failures) console.log(`Failed: ${failure}`);
}
