/**
 * Mutation tests of the charts: `README.md` beside this says how to run them. Results are kept in `reports/`; delete that
 * folder after a change to the tests, because a mutant whose result is known is not tested again.
 */

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
	testRunner: 'vitest',
	plugins: [
		'@stryker-mutator/vitest-runner',
		'./tests/model/mutation/words.ignorer.mjs',
		'./tests/model/mutation/score.mjs'
	],
	ignorers: ['words'],
	vitest: { configFile: 'tests/model/mutation/vitest.config.ts', related: false },
	// The other files hold types, or stand in for what an engine provides.
	mutate: [
		'machines/**/*.ts',
		'src/lib/engine/local/{session,link,pair}/*.ts',
		'!**/types.ts',
		'!machines/call/states.ts',
		'!machines/{engine,json,room.reason,services,unprovided}.ts'
	],
	// `tsconfig.json` extends one in `.svelte-kit`, which Stryker would leave out.
	ignorePatterns: ['!.svelte-kit', '/build', '/reports', '/static'],
	concurrency: Number(process.env.CONCURRENCY ?? 2),
	// A chart's structure is covered by every test, a guard or an action by the tests that run it.
	coverageAnalysis: 'perTest',
	// Only an endless loop takes this long, even on a busy machine.
	timeoutMS: 60_000,
	timeoutFactor: 3,
	thresholds: { high: 98, low: 97, break: 97 },
	reporters: ['clear-text', 'json', 'score'],
	clearTextReporter: { logTests: false, reportTests: false, allowColor: false },
	jsonReporter: { fileName: 'reports/mutation.json' },
	incremental: true,
	incrementalFile: 'reports/mutation.incremental.json',
	tempDirName: 'reports/mutation'
};
