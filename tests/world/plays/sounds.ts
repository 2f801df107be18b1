/** The sound that a browser holds back × where the call is, with someone else in the room. */
import type { Composition } from '../harness/tours';
import { sound } from '../machines/sound';
import { isInVain, place } from './person.doings';

export const SOUNDS: Composition = {
	parts: { sound, place },
	// Each click lets the sound through, also that on another button.
	can: ({ part, event }, { sound, place }) =>
		part === 'sound' ? place === 'call' : sound === 'through' && place === 'lobby' && !isInVain(event),
	goals: ({ edge }) => [edge],
	longest: 20
};
