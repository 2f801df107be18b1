/**
 * The tests that mutants are run against, the quickest first: most mutants fail within a second. `QUICK=1` leaves out those
 * that need seconds for each mutant that survives.
 */
import { readdirSync } from 'node:fs';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { defineConfig } from 'vitest/config';

const RULES = readdirSync('tests/model').flatMap((file) => /^(rules\..*\.test)\.ts$/.exec(file)?.[1] ?? []);

/** Without `call.paths`, which derives its paths from the mutated chart, agrees with nearly every mutant, and is slow. */
const QUICKEST_FIRST = [
	'mutation/loads.test',
	'generated/files.test',
	'hygiene.test',
	'failure.test',
	'stream.test',
	'token.test',
	'local/link.test',
	'local/pair.test',
	'local/session.test',
	...RULES,
	...(process.env.QUICK ? [] : ['simulated.engine.test', 'matrix.test', 'other.paths.test', 'chance.test'])
].map((name) => `tests/model/${name}.ts`);

class Quickest extends BaseSequencer {
	override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
		const placeOf = ({ moduleId }: TestSpecification) => QUICKEST_FIRST.findIndex((file) => moduleId.endsWith(file));
		return files.toSorted((a, b) => placeOf(a) - placeOf(b));
	}
}

export default defineConfig({
	test: {
		include: QUICKEST_FIRST,
		setupFiles: ['tests/model/mutation/preload.ts'],
		env: { SEQUENCES: '100' },
		sequence: { sequencer: Quickest },
		// Each mutant gets its own thread, in which the files share what they load.
		isolate: false,
		maxWorkers: 1
	}
});
