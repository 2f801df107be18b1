/** Random calls, each checked against the rules that hold for every call. `SEQUENCES` and `SEED` try more calls, or others. */
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { count } from '../harness/counts';
import { calls, type ChanceCall } from './actions';
import { live } from './run';

export function testRandomCalls(number: number, first: number): void {
	const numRuns = Number(process.env.SEQUENCES ?? number);
	const seed = Number(process.env.SEED ?? first);

	it(
		`${String(numRuns)} random calls from seed ${String(seed)} keep the rules`,
		{ timeout: 60_000 + numRuns * 60 },
		async () => {
			// XState warns when an event reaches a stopped actor; random calls do that all the time, and may.
			vi.spyOn(console, 'warn').mockImplementation(() => undefined);
			const result = await fc.check(
				fc.asyncProperty(calls, (call) => live(call)),
				{ numRuns, seed }
			);
			count('chance', { sequences: result.numRuns });
			if (result.failed) throw new Error(accountOf(result));
			expect(result.numRuns).toBe(numRuns);
		}
	);
}

/** The shortest call that breaks a rule, as a test to paste. */
function accountOf({ counterexample, errorInstance, seed }: fc.RunDetails<[ChanceCall]>): string {
	const why = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
	if (counterexample === null) return `${why} (seed ${String(seed)})`;
	const [call] = counterexample;
	return [
		`${why}\n\nTo repeat it, save this as tests/model/chance.found.test.ts:\n`,
		"import { it } from 'vitest';",
		"import { live } from './chance/run';\n",
		`it(${JSON.stringify(why)}, () => live(${JSON.stringify(call)}));\n`
	].join('\n');
}
