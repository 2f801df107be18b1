import { failure } from '../../../machines/failure';
import { tokenMachine } from '../../../machines/token/machine';
import { chart, error, only } from './chart';

const grant = { output: { userID: 'me', expiresIn: 3_600 } };
const unreachable = failure('network.tokenUnreachable');
/** Past the last pause all attempts are alike. */
const LAST_ATTEMPT = 6;

export const token = chart<{ attempt: number }>({
	machine: tokenMachine,
	beginnings: { arriving: { roomID: 'room-1' } },
	variants: {
		'token.granted': only({ roomID: 'room-2', expiresIn: 3_600 }),
		'xstate.done.actor.0.token.fetching': only(grant),
		'xstate.done.actor.0.token.renewing': only(grant),
		'xstate.error.actor.0.token.fetching': error(unreachable, failure('auth.forbidden')),
		'xstate.error.actor.0.token.renewing': error(unreachable)
	},
	facts: ({ attempt }) => ({ attempt: Math.min(attempt, LAST_ATTEMPT) })
});
