/** The page × where the call is, with someone else in the room. */
import type { Composition } from '../harness/tours';
import { page } from '../machines/page';
import { isInVain, place } from './person.doings';

export const PAGES: Composition = {
	parts: { page, place },
	can: ({ part, event }, values) => {
		// The person clicks on what they look at.
		if (part === 'place') return values.page === 'visible' && event !== 'goElsewhere' && !isInVain(event);
		// Chromium keeps no page that has ever asked for a camera or a microphone. A machine sleeps in a play of its own.
		if (event === 'navigateKept' || event === 'sleep') return false;
		// Who is in the call is the one who can be put out of it, and who is in the lobby needs every file.
		if (event === 'work') return values.place === 'call';
		if (event === 'loadPartly') return values.place === 'lobby';
		// A page whose call is over is like any page.
		return values.place !== 'end' || ['reload', 'close', 'open'].includes(event);
	},
	goals: ({ part, edge, before }) => [part === 'page' ? `${edge} in ${before.place}` : edge],
	longest: 40
};

/** The machine sleeps, in the lobby and in the call. */
export const ASLEEP: Composition = {
	parts: { page, place },
	can: ({ part, event }, { page, place }) => {
		if (part === 'place') return page === 'visible' && event === 'start';
		return event === 'wake' || (event === 'sleep' && place !== 'end');
	},
	goals: ({ edge, before }) => [`${edge} in ${before.place}`],
	longest: 10
};

const KEPT = new Set(['navigateKept', 'backToKept', 'close', 'open']);

/**
 * The pages that Chromium keeps in its back/forward cache: of someone who has turned both devices off, in the lobby and after the
 * call. In the call the connections to the others are in the way.
 */
export const KEPT_PAGES: Composition = {
	parts: { page, place },
	can: ({ part, event }, values) => {
		if (part === 'place') return values.page === 'visible' && (event === 'start' || event === 'leave');
		return KEPT.has(event) && values.place !== 'call' && (values.page !== 'visible' || event === 'navigateKept');
	},
	goals: ({ edge, event, before }) => {
		if (event === 'close') return [edge];
		return event.endsWith('Kept') ? [`${edge} in ${before.place}`] : [];
	},
	longest: 20
};
