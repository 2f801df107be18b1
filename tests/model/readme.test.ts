import { expect, it } from 'vitest';
import { currentReadme, README } from './harness/readme';

it('machines/README.md shows the charts as they are', async () => {
	await expect(await currentReadme()).toMatchFileSnapshot(README.pathname);
});
