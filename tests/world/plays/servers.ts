/** The server × where the call is, with someone else in the room. */
import type { Composition } from '../harness/tours';
import { server } from '../machines/server';
import { isInVain, place } from './person.doings';

/** Of other rooms another play tells. */
const OTHER = new Set(['fillOther', 'emptyOther']);

/** What makes the server well again. */
const REMEDIES = ['resume', 'start', 'empty', 'accept'];

export const SERVERS: Composition = {
	parts: { server, place },
	can: ({ part, event }, { server, place }) => {
		if (event === 'tryToShare' || event === 'tryToType' || OTHER.has(event)) return false;
		if (part === 'server') return place !== 'end' || [...REMEDIES, 'refuse'].includes(event);
		if (place === 'end') return isInVain(event) ? server === 'full' || server === 'refusing' : server === 'up';
		// Into a full room nobody comes; and one that somebody leaves is no longer full.
		return isInVain(event) === (server === 'full');
	},
	goals: ({ part, event, edge, before }, last) => {
		if (part === 'server') return [`${edge} in ${before.place}`];
		// A lobby holds what a server gave it that may be gone.
		const after = event === 'start' && last?.part === 'server' ? ` after ${last.event}` : '';
		return [`${edge} while ${before.server}${after}`];
	},
	longest: 40
};
