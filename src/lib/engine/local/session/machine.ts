/**
 * My session with the room server: owns whether I am in the lobby, logging in, in the room or out of it, and says so in
 * ZEGO's nine reasons. The link under it comes and goes by itself. The session also starts and ends a pair for everyone
 * that I am connected to. Who is in the room and what they send is kept by `../roster.ts`.
 */
import type { ActorRefFrom } from 'xstate';
import { inRoom } from './inRoom';
import { lobby } from './lobby';
import { loggingIn } from './loggingIn';
import { keepError, keepLogin, sessionSetup, tell, tellConnection, tellWhy, withEvent } from './setup';

export const sessionMachine = sessionSetup.createMachine({
	id: 'session',
	description: 'My session with the room server.',
	context: ({ input }) => ({
		sessionID: input.sessionID,
		roomID: '',
		user: { userID: '', userName: '' },
		failure: null
	}),
	initial: 'away',
	on: {
		logoutRoom: { target: '.away', actions: tell('LOGOUT') },
		destroy: { target: '.away', description: 'The engine has gone: nothing stays open.' },
		'peer.opened': {
			actions: [
				withEvent('forgetPath'),
				withEvent('stopPair'),
				withEvent('spawnPair'),
				withEvent('tellSignaling'),
				withEvent('tellConnected'),
				withEvent('refreshPlayers')
			]
		},
		'peer.closed': { actions: [withEvent('forgetPath'), withEvent('stopPair')] },
		'early.opened': { actions: withEvent('spawnEarly') },
		'early.closed': { actions: withEvent('stopEarly') },
		'peer.streams': { actions: withEvent('refreshPlayers') },
		'pair.flowing': { actions: withEvent('refreshPlayers') },
		'pair.stalled': { actions: withEvent('refreshPlayers') },
		'pair.path': { actions: [withEvent('refreshPlayers'), withEvent('tellPath')] },
		'pair.away': { actions: [withEvent('doubtReachOf'), tellConnection('RECONNECTING')] },
		'pair.back': { actions: tellConnection('CONNECTED') },
		'pair.lost': { actions: withEvent('forgetUser') },
		'pair.settled': { actions: withEvent('dropUnconfirmed') },
		'pair.over': { actions: withEvent('disconnect') }
	},
	states: {
		away: {
			description: 'No room and no socket.',
			tags: 'away',
			entry: 'closeRoom',
			on: {
				enterLobby: { target: 'attached.lobby', actions: keepLogin },
				loginRoom: { target: 'attached.loggingIn', actions: [keepLogin, tell('LOGINING')] }
			}
		},
		moving: {
			description: 'Another room has another link.',
			initial: 'intoLobby',
			states: {
				intoLobby: {
					description: 'To look at it from outside.',
					always: { target: '#session.attached.lobby' }
				},
				intoRoom: { description: 'To log in.', always: { target: '#session.attached.loggingIn' } }
			}
		},
		attached: {
			description: 'The link to the room is wanted. It comes and goes by itself.',
			invoke: {
				id: 'link',
				src: 'link',
				input: ({ context: { roomID } }) => ({ roomID }),
				onError: { target: 'away', actions: [keepError, tellWhy('RECONNECT_FAILED')] }
			},
			initial: 'lobby',
			states: { lobby, loggingIn, inRoom }
		}
	}
});

export type SessionActor = ActorRefFrom<typeof sessionMachine>;
