/** What `readme.test.ts` checks, without the formatting and the picture, which take a second for each mutant. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { README, renewed } from '../harness/readme';

/** Formatting moves only spaces and the dashes under the heads of tables. */
const bare = (text: string) => text.replaceAll(/[\s-]+/g, '');

it('machines/README.md shows the charts as they are', () => {
	const text = readFileSync(README, 'utf8');
	expect(bare(renewed(text))).toBe(bare(text));
});
