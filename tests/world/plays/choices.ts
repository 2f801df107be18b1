/** Which camera a person has chosen × whether they want it on × where the call is, over reloads. One page is enough. */
import type { Composition } from '../harness/tours';
import { choice } from '../machines/choice';
import { page } from '../machines/page';
import { place, wanted } from './person.doings';

export const CHOICES: Composition = {
	parts: { choice, page, wanted, place },
	can: ({ part, event }, { wanted, place }) => {
		// In the lobby the list is on the page.
		if (part === 'choice') return place === 'lobby' && wanted === 'on';
		if (part === 'page') return event === 'reload' && place !== 'end';
		if (part === 'wanted') return place === 'lobby';
		return ['start', 'leave', 'rejoin', 'goElsewhere'].includes(event);
	},
	goals: ({ part, event, edge, before }, last) => {
		const { choice, wanted, place } = before;
		// A choice that was lost shows when the device is opened anew.
		const after = last?.part === 'choice' ? ` after ${last.event}` : '';
		if (part === 'choice') return [edge];
		if (part === 'wanted') return [`${event}${after}`];
		return part === 'page' ? [`${edge} in ${place}, ${wanted}, ${choice}`] : [`${event}, ${wanted}, ${choice}`];
	},
	longest: 60
};
