import type { Browser } from 'playwright-core';
import type { Person } from '../../browser/support/person';
import type { Arrival, People } from '../../browser/support/test';

/** Ann at home in A, and then Ben in B. */
export async function meet(people: People, inHomeB: Browser, arrival: Arrival = {}): Promise<[Person, Person]> {
	const ann = await people.arrives('Ann', arrival);
	await ann.startsCall();
	const ben = await people.arrives('Ben', { ...arrival, at: inHomeB });
	await ben.startsCall();
	return [ann, ben];
}
