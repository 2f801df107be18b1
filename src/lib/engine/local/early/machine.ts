/**
 * A connection between someone in the lobby and someone in the room, made before the visitor presses the button: owns how far it is.
 * Nothing is sent on it. At the login it becomes the connection of a pair, and this chart ends.
 */
import type { ActorRefFrom } from 'xstate';
import { delay } from './delays';
import { earlySetup } from './setup';
import type { EarlyContext } from './types';

const offer = ({ context: { offerID } }: { context: EarlyContext }) => ({ offerID });
const givenUp = { target: '#early.givenUp' } as const;
const agreed = { target: 'connecting', actions: 'sendAnswer' } as const;

export const earlyMachine = earlySetup.createMachine({
	id: 'early',
	description: 'A connection that is made in the lobby, and carries nothing yet.',
	context: ({ input }) => ({ ...input }),
	initial: 'useful',
	states: {
		useful: {
			description: 'The login will find it, however far it is by then.',
			tags: 'usable',
			initial: 'agreeing',
			on: {
				'connection.connected': { target: '.connected' },
				'connection.disconnected': { target: '.connecting', description: 'It may be back in a moment.' },
				'connection.failed': givenUp,
				'connection.closed': givenUp
			},
			after: { [delay('longest')]: givenUp },
			states: {
				agreeing: {
					description:
						'The visitor answers the offer, with every candidate of its network. The member takes its devices off, and then the answer.',
					tags: ['pending', 'unsent'],
					invoke: { id: 'agree', src: 'agree', input: offer, onDone: agreed, onError: givenUp },
					after: { [delay('gathering')]: agreed }
				},
				connecting: {
					description: 'ICE and DTLS are on their way, or the path is gone.',
					after: { [delay('connecting')]: givenUp }
				},
				connected: { description: 'The first picture needs only to be sent.' }
			}
		},
		givenUp: {
			type: 'final',
			description: 'Closed. It is not tried again in this visit: the login connects as it does without.',
			entry: 'giveUp'
		}
	}
});

export type EarlyActor = ActorRefFrom<typeof earlyMachine>;
