import { createMachine } from 'xstate';

/** The sound of a page, as the browser lets it through. */
export const sound = createMachine({
	id: 'sound',
	initial: 'through',
	states: {
		through: {
			description: 'The person has clicked on the page, so it may make sounds.',
			on: { hold: 'held' }
		},
		held: {
			description: 'The page was loaded anew, and the browser plays nothing of it that is not muted before a click.',
			on: { click: 'through' }
		}
	}
});
