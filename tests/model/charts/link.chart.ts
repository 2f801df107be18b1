import { linkMachine } from '../../../src/lib/engine/local/link/machine';
import type { LinkContext } from '../../../src/lib/engine/local/link/types';
import { chart, error, only } from './chart';

export const link = chart<LinkContext>({
	machine: linkMachine,
	alone: true,
	beginnings: { connecting: { roomID: 'room-1' } },
	variants: {
		send: only({ message: { t: 'logout' } }),
		'socket.message': only({ message: { t: 'loggedOut' } }),
		'media.stalled': only({ flowing: 0 }, { flowing: 1 }),
		'xstate.error.actor.socket': error(new Error('no socket')),
		'xstate.error.actor.reach': error(new Error('no answer'))
	},
	facts: ({ attempt }) => ({ attempt })
});
