import { createMachine } from 'xstate';

/** A screen, or a window of it, that somebody shares. */
export const screen = createMachine({
	id: 'screen',
	initial: 'none',
	states: {
		none: {
			description: 'Nothing is shared.',
			on: { share: 'shared', shareMinimised: 'minimised', dismiss: 'none', fail: 'none', forbid: 'forbidden' }
		},
		shared: {
			description: 'Its pictures are taken.',
			on: { minimise: 'minimised', stop: 'none', close: 'none' }
		},
		minimised: {
			description: 'The window is not drawn, so there are no new pictures of it.',
			on: { show: 'shared', stop: 'none', close: 'none' }
		},
		forbidden: {
			description: 'The system lets no program take pictures of the screen.',
			on: { allow: 'none' }
		}
	}
});
