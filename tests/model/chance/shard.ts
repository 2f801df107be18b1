/** A share of the random calls. `SEQUENCES=100000 SEED=7 npm run test:model` tries more, or others. */
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { count } from '../harness/counts';
import { calls, type ChanceCall } from './actions';
import { live } from './run';

const SHARDS = 2;
const SEQUENCES = Number(process.env.SEQUENCES ?? 10_000);
const SEED = Number(process.env.SEED ?? 1);

export function testShard(shard: number): void {
	it(`share ${String(shard)} of ${String(SEQUENCES)} random calls`, { timeout: 60_000 + SEQUENCES * 60 }, async () => {
		// XState warns of what reaches a stopped actor; here that happens all the time, and rightly so.
		vi.spyOn(console, 'warn').mockImplementation(() => undefined);
		const numRuns = Math.ceil(SEQUENCES / SHARDS);
		const result = await fc.check(fc.asyncProperty(calls, live), { numRuns, seed: SEED + shard });
		count('chance', { sequences: result.numRuns });
		if (result.failed) throw new Error(accountOf(result));
		expect(result.numRuns).toBe(numRuns);
	});
}

/** The shortest call found that breaks a rule, as a test to paste. */
function accountOf({ counterexample, errorInstance, seed }: fc.RunDetails<[ChanceCall]>): string {
	const why = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
	if (counterexample === null) return `${why} (seed ${String(seed)})`;
	const [call] = counterexample;
	return [
		`${why}\n\ntests/model/chance.found.test.ts, with which it can be repeated:\n`,
		"import { it } from 'vitest';",
		"import { live } from './chance/run';\n",
		`it(${JSON.stringify(why)}, () => live(${JSON.stringify(call)}));\n`
	].join('\n');
}
