/** Calls between two browsers, of which Firefox is one. */
import type { Browser } from 'playwright-core';
import { seeAndHear, type Person } from '../person';
import type { Arrival, People } from '../test';

export const BROWSERS = ['Chromium', 'Firefox'] as const;

/** Both in the call, `first` before the other. Each name is that of the browser. */
export async function meet(
	people: People,
	firefox: Browser,
	first: (typeof BROWSERS)[number],
	arrival: Arrival = {}
): Promise<{ fox: Person; chrome: Person }> {
	const enter = async (name: string) => {
		const person = await people.arrives(name, { ...arrival, ...(name === 'Fox' && { at: firefox }) });
		await person.startsCall();
		return person;
	};
	const [one, two] = first === 'Firefox' ? (['Fox', 'Chrome'] as const) : (['Chrome', 'Fox'] as const);
	const there = await enter(one);
	const newcomer = await enter(two);
	const [fox, chrome] = first === 'Firefox' ? [there, newcomer] : [newcomer, there];
	await seeAndHear(fox, chrome);
	return { fox, chrome };
}
