/** `paths.test.ts` takes the tours on a real page; that they cover everything is known without one. */
import { expect, it } from 'vitest';
import { PARTS } from '../browser/paths/parts/index';
import { CALL, canPerform } from '../browser/paths/call';
import { CHART_NAMES } from './charts';
import { edgesTaken, toursOf } from './harness/tours';
import { expectCovered, idleExcuses } from './coverage/coverage';

it('every excuse in untaken.json is for a transition that exists', () => {
	expect(idleExcuses()).toEqual([]);
});

it('the call is taken over every transition by the controls of the page', { timeout: 120_000 }, () => {
	expectCovered('page', 'call', edgesTaken(toursOf(CALL, canPerform)));
});

it.each(CHART_NAMES.filter((name) => name !== 'call'))('the %s likewise', (name) => {
	const part = PARTS.find(([chart]) => chart === name)?.[1];
	expectCovered('page', name, part ? edgesTaken(toursOf(part.chart, part.canPerform)) : []);
});
