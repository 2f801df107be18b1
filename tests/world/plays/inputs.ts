/** What a person types, pastes and follows × where the call is, with someone else in the room. */
import { createMachine } from 'xstate';
import type { Composition } from '../harness/tours';
import { input } from '../machines/input';
import { place } from './person.doings';

/** The microphone, which a letter switches until the person turns that off. */
const letters = createMachine({
	id: 'letters',
	initial: 'heard',
	states: {
		heard: { on: { 'input:press': 'muted', turnOffLetters: 'heardAnyway' } },
		muted: { on: { 'input:press': 'heard', turnOffLetters: 'mutedAnyway' } },
		heardAnyway: { on: { turnOnLetters: 'heard' } },
		mutedAnyway: { on: { turnOnLetters: 'muted' } }
	}
});

export const INPUTS: Composition = {
	parts: { input, letters, place },
	can: ({ part, event }, { input, letters, place }) => {
		if (event === 'press' || part === 'letters') return place === 'call' && input === 'usual';
		// The microphone that is wanted is that of the first call.
		if (letters !== 'heard') return event === 'leave' || event === 'rejoin';
		if (part === 'input') return place === 'lobby';
		if (input === 'unseen') return event === 'tryToType';
		return event === 'start' || event === 'leave' || (event === 'goElsewhere' && place === 'end');
	},
	goals: ({ part, event, edge, before }, last) => {
		if (part === 'input') return [event === 'press' ? `${edge} while ${before.letters}` : edge];
		if (part === 'letters') return [`${event} while ${before.letters}`];
		// What the browser remembers.
		if (event === 'rejoin') return before.letters === 'mutedAnyway' ? ['rejoin'] : [];
		if (event === 'tryToType') return [event];
		return event === 'start' && last?.event.startsWith('type') ? [`start after ${last.event}`] : [];
	},
	longest: 120
};
