import { createMachine } from 'xstate';

/** The server of the app, with its rooms. */
export const server = createMachine({
	id: 'server',
	initial: 'up',
	states: {
		up: {
			description: 'It answers.',
			on: { kill: 'down', restart: 'up', pause: 'paused', fill: 'full', fillOther: 'otherFull', refuse: 'refusing' }
		},
		paused: {
			description: 'It accepts connections and says nothing: a busy machine, or a packet filter.',
			on: { resume: 'up', kill: 'down' }
		},
		down: { description: 'It refuses connections.', on: { start: 'up' } },
		full: { description: 'The room has as many people as it may.', on: { empty: 'up' } },
		otherFull: { description: 'Another room has as many people as it may.', on: { emptyOther: 'up' } },
		refusing: { description: 'It gives no tokens.', on: { accept: 'up' } }
	}
});
