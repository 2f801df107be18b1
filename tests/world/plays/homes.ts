/** Two homes behind NATs × where the call of one person is, with someone else in the room at the other home. */
import type { Composition } from '../harness/tours';
import { homes } from '../machines/homes';
import { isInVain, place } from './person.doings';

/**
 * These take away the path that is used, and neither page hears of it. In a call the pictures are back after four to six seconds
 * (measured): Chromium takes another path after four, and may decode nothing for two more. The invariants allow five.
 */
const SILENT = new Set(['blockUDP', 'disconnect']);

export const HOMES: Composition = {
	parts: { homes, place },
	can: ({ part, event }, { homes, place }) => {
		// Who comes while everything is cut is in another play. A page whose call is over sends nothing.
		if (part === 'place') return !isInVain(event) && homes !== 'cut' && (homes !== 'lateRelay' || event === 'start');
		if (event === 'hush') return place === 'lobby';
		if (event === 'settle') return place === 'call';
		return place === 'lobby' || (place === 'call' && !SILENT.has(event));
	},
	goals: ({ part, event, edge, before }) => {
		if (part === 'homes') return [`${edge} in ${before.place}`];
		// On the direct path people come and go in another play.
		return before.homes !== 'direct' || event === 'start' ? [`${edge} while ${before.homes}`] : [];
	},
	longest: 40
};
