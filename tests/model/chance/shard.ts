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
		expect(result.counterexample === null ? null : asTest(result.counterexample[0], result.errorInstance)).toBeNull();
	});
}

/** The call that broke a rule, ready to be pasted into `chance.found.test.ts`. */
const asTest = (call: ChanceCall, error: unknown): string =>
	[
		`\n\tit('${error instanceof Error ? error.message : String(error)}', () =>`,
		`\t\tlive(${JSON.stringify(call, null, '\t')}));\n`
	].join('\n');
