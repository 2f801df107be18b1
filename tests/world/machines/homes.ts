import { createMachine } from 'xstate';

/** How the packets of a call go between two homes whose NATs let nobody in from outside, with a relay on the Internet. */
export const homes = createMachine({
	id: 'homes',
	initial: 'relay',
	states: {
		relay: {
			description: 'Only what goes through the relay arrives.',
			on: { move: 'relay', blockUDP: 'relayOverTCP', hush: 'lateRelay', cut: 'cut', connect: 'direct' }
		},
		relayOverTCP: {
			description: 'A firewall of one home blocks UDP: the relay is reached over TCP.',
			on: { openUDP: 'relay' }
		},
		lateRelay: {
			description: 'For the home of the one who waits in the call, the relay has just begun to answer, late.',
			on: { settle: 'relay' }
		},
		direct: {
			description: 'Each home lets the other in.',
			on: { disconnect: 'relay' }
		},
		cut: {
			description: 'Nothing of one home arrives, not even at the server.',
			on: { restore: 'relay' }
		}
	}
});
