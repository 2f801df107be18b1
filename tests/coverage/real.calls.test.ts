/**
 * Calls between real browsers take every transition that is not excused. With `RECORD_EDGES=<file>` the browser tests add
 * what they take to that file; `npm run test:all` does so, and runs this afterwards.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CHART_NAMES } from '../model/charts';
import { edgesOf, untakenIn } from '../model/coverage/coverage';

const file = process.env.RECORD_EDGES;

describe.skipIf(file === undefined).each(['local', 'zego'] as const)('calls on the engine %s', (engine) => {
	const lines = file === undefined ? [] : readFileSync(file, 'utf8').split('\n');
	const taken = new Set(lines.map((line) => line.split('\t')).flatMap(([by, edge]) => (by === engine ? [edge] : [])));

	it.each(CHART_NAMES)(
		'take every transition of %s that is not excused in tests/model/coverage/untaken.json',
		(chart) => {
			const excused = new Set(untakenIn(engine, chart));
			expect(edgesOf(chart).filter((edge) => !taken.has(edge) && !excused.has(edge))).toEqual([]);
		}
	);
});
