/** The network of one person × where their call is, with someone else in the room. */
import type { Composition } from '../harness/tours';
import { network } from '../machines/network';
import { isInVain, place } from './person.doings';

export const NETWORKS: Composition = {
	parts: { network, place },
	can: ({ part, event }, { network, place }) => {
		if (part === 'network') return place !== 'end' || network !== 'direct';
		// Without a server there is neither a page nor a room to come back to.
		return !isInVain(event) && (place !== 'end' || network !== 'cut');
	},
	goals: ({ part, edge, before }) => [
		part === 'network' ? `${edge} in ${before.place}` : `${edge} while ${before.network}`
	],
	longest: 60
};
