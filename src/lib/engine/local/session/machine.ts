/**
 * My session with the room server: owns whether I am in the lobby, logging in, in the room or out of it, and says so in
 * ZEGO's nine reasons. The link under it comes and goes by itself; who else is there is the room's business.
 */
import type { ActorRefFrom } from 'xstate';
import { lobby, loggingIn } from './entry';
import { connection, offer } from './room';
import { NOWHERE, sessionSetup } from './setup';
import { handle, kicked, run, tell, tellWhy } from './words';

export const sessionMachine = sessionSetup.createMachine({
	id: 'session',
	context: ({ input }) => ({ sessionID: input.sessionID, login: NOWHERE, failure: null }),
	initial: 'away',
	on: { logoutRoom: { target: '.away', actions: tell('LOGOUT') } },
	states: {
		/** No room and no socket. */
		away: {
			tags: 'away',
			entry: run('leave'),
			on: {
				enterLobby: { target: 'attached.lobby', actions: 'keepLogin' },
				loginRoom: { target: 'attached.loggingIn', actions: ['keepLogin', tell('LOGINING')] }
			}
		},
		/** The link is wanted; it comes and goes by itself. */
		attached: {
			invoke: { id: 'link', src: 'link', onError: { target: 'away', actions: tellWhy('RECONNECT_FAILED') } },
			initial: 'lobby',
			states: {
				lobby,
				loggingIn,
				/** In the room, whatever the link does. */
				inRoom: {
					tags: 'loggedIn',
					type: 'parallel',
					invoke: { src: 'meter', onError: { target: '#session.away', actions: tellWhy('RECONNECT_FAILED') } },
					on: {
						'server.kicked': kicked,
						'server.users': { actions: handle },
						'server.streams': { actions: handle },
						'server.device': { actions: handle },
						'server.stale': { actions: handle },
						'server.signal': { actions: handle },
						'server.published': { actions: handle },
						'server.refused': { actions: handle }
					},
					states: { connection, offer }
				}
			}
		}
	}
});

export type SessionActor = ActorRefFrom<typeof sessionMachine>;
