import { expect, it } from 'vitest';
import { gaps } from '../world/harness/coverage';

it('every edge of the environment is taken by a test, or excuses.json says why not', () => {
	const none = Object.fromEntries(Object.keys(gaps()).map((what) => [what, []]));
	expect(gaps()).toEqual(none);
});
