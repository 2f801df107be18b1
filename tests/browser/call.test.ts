/** A call on the local engine: two people, three, and what they turn off. */
import { describe } from 'vitest';
import { callCases, seeAndHearEachOther } from './cases/call.cases';
import { test } from './support/test';

describe('a call', () => {
	callCases(test);

	test('three people see and hear each other', async ({ people }) => {
		const [ann, ben, eve] = await people.inCall('Ann', 'Ben', 'Eve');
		await seeAndHearEachOther([ann, ben, eve]);
	});
});
