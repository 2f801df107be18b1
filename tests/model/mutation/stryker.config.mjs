/**
 * Do the tests of the charts bite? `npm run test:mutation` changes `machines/` in a thousand small ways and looks whether a
 * test notices. It takes hours, with `QUICK=1` twenty minutes: `npm run test:mutation -- --mutate machines/token/machine.ts` takes minutes.
 * Delete `reports/` first when the tests that run have changed: what is known of a mutant is not asked again.
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
	// The other files are types, or say how engines are put behind the charts.
	mutate: [
		'machines/call.*.ts',
		'machines/*.machine.ts',
		'machines/*delays.ts',
		'machines/failure.ts',
		'machines/stream.ts'
	],
	// The compiler's settings in `.svelte-kit` belong to ours, and Stryker leaves that folder out unless it is told not to.
	ignorePatterns: ['!.svelte-kit', 'build', 'reports', 'coverage', 'static'],
	concurrency: Number(process.env.CONCURRENCY ?? 2),
	// What a chart is made of when it is loaded, every test covers; what its guards and actions do, those that get there.
	coverageAnalysis: 'perTest',
	// Only an endless loop takes so long, also on a busy machine.
	timeoutMS: 60_000,
	timeoutFactor: 3,
	thresholds: { high: 98, low: 95, break: 95 },
	reporters: ['clear-text', 'json', 'score'],
	clearTextReporter: { logTests: false, reportTests: false, allowColor: false },
	jsonReporter: { fileName: 'reports/mutation.json' },
	incremental: true,
	incrementalFile: 'reports/mutation.incremental.json',
	tempDirName: 'reports/mutation'
};
