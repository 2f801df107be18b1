import { createMachine } from 'xstate';

/** How the packets of one person reach the others. */
export const network = createMachine({
	id: 'network',
	initial: 'direct',
	states: {
		direct: {
			description: 'Each reaches the other.',
			on: { hide: 'relay', cut: 'cut', loseMedia: 'noPath', degrade: 'lossy' }
		},
		relay: {
			description: 'NATs on both sides: only what goes through a relay arrives.',
			on: { move: 'relay', blockUDP: 'relayOverTCP', cut: 'cut' }
		},
		relayOverTCP: {
			description: 'UDP is blocked too: only a relay over TCP is left.',
			on: { openUDP: 'relay' }
		},
		noPath: {
			description: 'The server is reached, and no packet of a call arrives.',
			on: { connect: 'direct' }
		},
		cut: { description: 'Nothing arrives, not even at the server.', on: { restore: 'direct' } },
		lossy: { description: 'Slow, and packets are lost.', on: { recover: 'direct' } }
	}
});
