/** The other person × where the call is. */
import type { Composition } from '../harness/tours';
import { person } from '../machines/person';
import { isInVain, place } from './person.doings';

/** Two others, of whom the page knows how well they are connected: every two things that happen, one to each. */
export const BOTH_OTHERS: Composition = {
	parts: { ann: person, bo: person },
	start: { ann: 'absent', bo: 'absent' },
	can: () => true,
	goals: ({ part, edge }, last) => (last && last.part !== part ? [`${last.part} ${last.edge}, ${edge}`] : []),
	longest: 400
};

export const PEOPLE: Composition = {
	parts: { other: person, place },
	start: { other: 'absent' },
	can: ({ part, event }, values) => {
		if (event === 'joinWithFirefox' || isInVain(event)) return false;
		// To a phone, or to one that is turned, it makes no difference when somebody comes.
		if (event === 'joinOnPhone') return values.place === 'call';
		if (part === 'place') return !values.other?.startsWith('onPhone');
		return values.place !== 'end';
	},
	goals: ({ part, edge, before }) => [
		part === 'other' ? `${edge} in ${before.place}` : `${edge} while ${before.other}`
	],
	longest: 40
};
