/** The screen that somebody shares in a call, with someone else who looks at it. */
import type { Composition } from '../harness/tours';
import { screen } from '../machines/screen';
import { place } from './person.doings';

export const SCREENS: Composition = {
	parts: { screen, place },
	can: ({ part, event }, { place }) => {
		if (part === 'screen') return place === 'call';
		return event === 'start';
	},
	goals: ({ edge }) => [edge],
	longest: 40
};
