/** The tests of the charts that answer quickly, the quickest first: most mutants are dead by the second. */
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { defineConfig } from 'vitest/config';

/**
 * Without `call.paths`: it derives its paths from the chart it replays, so it agrees with nearly every mutant, and takes half
 * a minute for each.
 */
const QUICKEST_FIRST = [
	'loads',
	'hygiene',
	'readme',
	'matrix',
	'rules',
	'token',
	'link',
	'simulated.engine',
	'other.paths',
	'chance.1'
].map((name) => `tests/model/${name}.test.ts`);

class Quickest extends BaseSequencer {
	override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
		const placeOf = ({ moduleId }: TestSpecification) => QUICKEST_FIRST.findIndex((file) => moduleId.endsWith(file));
		return files.toSorted((a, b) => placeOf(a) - placeOf(b));
	}
}

export default defineConfig({
	test: {
		include: QUICKEST_FIRST,
		env: { SEQUENCES: '400' },
		sequence: { sequencer: Quickest },
		maxWorkers: 1
	}
});
