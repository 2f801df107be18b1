import { createMachine } from 'xstate';

/** Whether a site may use one kind of device. */
export const permission = createMachine({
	id: 'permission',
	initial: 'granted',
	states: {
		prompt: {
			description: 'The browser asks when the page wants the device, and waits for the answer.',
			on: { grant: 'granted', deny: 'denied', dismiss: 'dismissed' }
		},
		granted: {
			description: 'The page may open the device.',
			on: { withdraw: 'denied', expire: 'prompt' }
		},
		denied: { description: 'The browser refuses without asking.', on: { allow: 'granted' } },
		dismissed: {
			description: 'The question was closed without an answer: refused this time, and the next time asked again.',
			on: { ask: 'prompt', allow: 'granted' }
		}
	}
});
