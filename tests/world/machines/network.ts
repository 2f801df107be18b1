import { createMachine } from 'xstate';

/** How the packets of one person reach the others. Two homes behind NATs are a machine of their own. */
export const network = createMachine({
	id: 'network',
	initial: 'direct',
	states: {
		direct: {
			description: 'Each reaches the other.',
			on: { cut: 'cut', loseMedia: 'noPath', degrade: 'lossy' }
		},
		noPath: {
			description: 'The server is reached, and no packet of a call arrives.',
			on: { connect: 'direct' }
		},
		cut: { description: 'Nothing arrives, not even at the server.', on: { restore: 'direct' } },
		lossy: { description: 'Slow, and packets are lost.', on: { recover: 'direct' } }
	}
});
