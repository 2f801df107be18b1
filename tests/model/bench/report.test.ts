/** What the benchmark of picture and sound says of the goals. */
import { expect, it } from 'vitest';
import { BEFORE, OURS } from '../../bench/media/call.mjs';
import { PARTS } from '../../bench/media/parts/index.mjs';
import { goalsOf, partTable } from '../../bench/media/report.mjs';

const part = (name: string) => PARTS.find((one) => one.name === name) ?? expect.fail(`no part ${name}`);
const measured = (row: string, figures: Record<string, number>) => ({ part: 'six', row, figures, limits: ['cpu'] });

it('each of the eleven goals belongs to a part', () => {
	const numbers = PARTS.flatMap(({ goals }) => goals(() => 1)).map(({ number }) => number);
	expect([...new Set(numbers)].toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
});

it('ratios are of medians of the rounds, and what is missed says by what', () => {
	const figures = [
		...[1_000, 2_000, 9_000].map((video) => measured(OURS, { video, encoding: 80, ssim: 0.98, busy: 97 })),
		...[4_000, 4_000, 5_000].map((video) => measured(BEFORE, { video, encoding: 100, ssim: 0.97 }))
	];
	const goals = goalsOf([part('six')], figures);
	const [bits, ratio, likeness, encoding] = goals;
	expect(bits).toMatchObject({ number: 2, got: 2_000, verdict: 'met', note: '' });
	expect(ratio).toMatchObject({ number: 2, got: 0.5, verdict: 'NOT met', note: '; limited by: cpu; cores busy: 97 %' });
	expect(likeness).toMatchObject({ verdict: 'met' });
	expect(encoding).toMatchObject({ number: 4, got: 0.8, verdict: 'NOT met' });
});

it('a goal is unknown when a row it compares with was not measured', () => {
	const goals = goalsOf([part('six')], [measured(OURS, { video: 1_000, encoding: 80, ssim: 0.98 })]);
	expect(goals.map(({ verdict }) => verdict)).toEqual(['met', 'unknown', 'unknown', 'unknown']);
});

it('what never happened is "never" in the table', () => {
	const figures = [{ part: 'size', row: OURS, figures: { shrink: Infinity }, limits: ['none'] }];
	expect(partTable(part('size'), figures)).toMatch(/never/);
});
