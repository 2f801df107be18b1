import { expect, it } from 'vitest';
import { Closers } from '../../bench/lib/closers.mjs';
import { buildBefore } from '../../bench/media/before.mjs';

it('a commit that is not in the history is named, with what to do', async () => {
	const closers = new Closers();
	await expect(buildBefore(closers, 'f00dfade')).rejects.toThrow(/no commit f00dfade here.*git fetch --unshallow/);
	await closers.closeAll();
});
