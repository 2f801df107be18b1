import { createMachine } from 'xstate';

/** Which of two devices of a kind a person has chosen. */
export const choice = createMachine({
	id: 'choice',
	initial: 'first',
	states: {
		first: {
			description: 'The one that the system gives anyway.',
			on: { choose: 'second', chooseAsItCloses: 'second', chooseAsItIsLost: 'second' }
		},
		second: {
			description: 'The other one.',
			on: { choose: 'first', chooseAsItCloses: 'first', chooseAsItIsLost: 'first' }
		}
	}
});
