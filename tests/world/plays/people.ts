/** The other person × where the call is. */
import type { Composition } from '../harness/tours';
import { person } from '../machines/person';
import { isInVain, place } from './person.doings';

export const PEOPLE: Composition = {
	parts: { other: person, place },
	start: { other: 'absent' },
	can: ({ part, event }, values) => {
		if (event === 'joinWithFirefox' || isInVain(event)) return false;
		return part === 'place' || values.place !== 'end';
	},
	goals: ({ part, edge, before }) => [
		part === 'other' ? `${edge} in ${before.place}` : `${edge} while ${before.other}`
	],
	longest: 40
};
