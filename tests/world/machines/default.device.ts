import { createMachine } from 'xstate';

/** Which of two devices of a kind the system gives to whoever asks for none in particular. */
export const defaultDevice = createMachine({
	id: 'defaultDevice',
	initial: 'first',
	states: {
		first: { description: 'The one that was there first.', on: { move: 'second' } },
		second: { description: 'The other one: the person has set it in the system.', on: { move: 'first' } }
	}
});
