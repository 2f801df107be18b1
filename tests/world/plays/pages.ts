/** The page × where the call is, with someone else in the room. */
import type { Composition } from '../harness/tours';
import { page } from '../machines/page';
import { isInVain, place } from './person.doings';

export const PAGES: Composition = {
	parts: { page, place },
	can: ({ part, event }, values) => {
		// The person clicks on what they look at.
		if (part === 'place') return values.page === 'visible' && event !== 'goElsewhere' && !isInVain(event);
		// A page whose call is over is like any page.
		return values.place !== 'end' || ['reload', 'close', 'open'].includes(event);
	},
	goals: ({ part, edge, before }) => [part === 'page' ? `${edge} in ${before.place}` : edge],
	longest: 40
};
