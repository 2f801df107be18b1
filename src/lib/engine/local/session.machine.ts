/**
 * My session with the room server: owns whether I am in the lobby, logging in, in the room or out of it, and says so in
 * ZEGO's nine reasons. The link under it comes and goes by itself; who else is there is the room's business.
 */
import type { ActorRefFrom } from 'xstate';
import type { FailureCode } from '../../../../machines/failure';
import type { RoomReason } from '../../../../machines/room.reason';
import { delay } from './local.delays';
import { NOWHERE, sessionSetup, type ServerEvent } from './session.setup';

const tell = (reason: RoomReason, code: FailureCode | null = null) =>
	({ type: 'tell', params: { reason, code } }) as const;
const tellWhy = (reason: RoomReason) => ({ type: 'tellWhy', params: { reason } }) as const;
const handle = { type: 'handle', params: ({ event }: { event: ServerEvent }) => event.message } as const;
const sendBareLogin = { type: 'sendLogin', params: [] } as const;

const kicked = { target: '#session.away', actions: tellWhy('KICKOUT') } as const;
/** Out of one room and into the next. */
const hop = ['leave', tell('LOGOUT'), 'takeNext', tell('LOGINING')] as const;

const lobby = sessionSetup.createStateConfig({
	description: 'Looking at the room from outside.',
	initial: 'linking',
	on: {
		'link.up': { target: '.entering' },
		'link.down': { target: '.linking' },
		enterLobby: { target: '.entering', actions: 'keepLogin' },
		renewToken: { target: '.entering', actions: 'keepToken' },
		loginRoom: { target: 'loggingIn.asked', actions: ['keepLogin', tell('LOGINING'), 'sendEnter', sendBareLogin] },
		'server.tokenWillExpire': { actions: 'tellTokenWillExpire' },
		'server.lobby': { actions: handle },
		'server.offer': { actions: handle },
		'server.users': { actions: handle },
		'server.refused': [
			{ guard: 'isOfToken', target: '.refused', actions: ['keepFailure', 'tellTokenWillExpire'] },
			{ guard: 'isOfEntry', target: '.refused', actions: 'keepFailure' }
		]
	},
	states: {
		linking: {
			description: 'Waits for the link.',
			on: {
				enterLobby: { actions: 'keepLogin' },
				renewToken: { actions: 'keepToken' },
				loginRoom: { target: '#session.attached.loggingIn', actions: ['keepLogin', tell('LOGINING')] }
			}
		},
		entering: {
			description: 'Has said who I am and which room I look at; the link notices a dead server.',
			entry: 'sendEnter',
			on: {
				'server.lobby': { target: 'inside', actions: handle },
				loginRoom: {
					guard: 'isSameEntry',
					target: '#session.attached.loggingIn.asked',
					actions: ['keepLogin', tell('LOGINING'), sendBareLogin]
				}
			}
		},
		inside: {
			description: 'Sees who is there, and has their offers.',
			tags: 'entered',
			on: {
				renewToken: { actions: ['keepToken', 'sendToken'] },
				loginRoom: {
					guard: 'isSameEntry',
					target: '#session.attached.loggingIn.answering',
					actions: ['keepLogin', tell('LOGINING')]
				}
			}
		},
		refused: {
			description: 'The server says no; a fresh token or another login may change that.',
			tags: 'refused'
		}
	}
});

const loggingIn = sessionSetup.createStateConfig({
	description: 'Asked for the room, not yet in it.',
	initial: 'linking',
	on: {
		'link.down': { target: '.linking' },
		renewToken: { actions: 'keepToken' },
		logoutRoom: { target: '#session.away', actions: ['sendLogout', tell('LOGOUT')] },
		'server.kicked': kicked,
		'server.lobby': { actions: handle },
		'server.offer': { actions: handle },
		'server.refused': {
			guard: 'isOfEntry',
			target: 'lobby.refused',
			actions: ['keepFailure', tellWhy('LOGIN_FAILED'), 'leave']
		}
	},
	after: {
		[delay('login')]: { target: '#session.away', actions: tell('LOGIN_FAILED', 'network.loginTimeout') }
	},
	states: {
		linking: {
			description: 'Waits for the link.',
			on: { 'link.up': { target: 'asked', actions: ['sendEnter', sendBareLogin] } }
		},
		answering: {
			description: 'The offers that wait for me are answered, so that the login takes the answers along.',
			invoke: {
				src: 'answerOffers',
				onDone: { target: 'asked', actions: { type: 'sendLogin', params: ({ event }) => event.output } },
				onError: { target: 'asked', actions: sendBareLogin }
			},
			after: { [delay('answering')]: { target: 'asked', actions: sendBareLogin } }
		},
		asked: {
			description: 'The login is on its way, and what I publish right behind it.',
			entry: ['announce', 'startAnswered'],
			on: {
				send: { actions: { type: 'send', params: ({ event }) => event.message } },
				'server.welcome': { target: '#session.attached.inRoom', actions: [handle, tell('LOGINED'), 'introduce'] }
			}
		}
	}
});

const reconnecting = sessionSetup.createStateConfig({
	description: 'The server is out of reach; media goes on as it can.',
	initial: 'linking',
	on: {
		'link.down': { target: '.linking' },
		renewToken: { actions: 'keepToken' },
		switchRoom: { target: '#session.attached.loggingIn', actions: ['keepNext', ...hop] },
		logoutRoom: {
			description: 'Nobody could be told: the others see a lost connection.',
			target: '#session.away',
			actions: tell('LOGOUT_FAILED', 'network.broken')
		},
		'server.refused': [
			{ guard: 'isOfToken', target: '.unauthorized' },
			{ guard: 'isOfKick', ...kicked },
			{ guard: 'isFinal', target: '#session.away', actions: tellWhy('RECONNECT_FAILED') },
			{ guard: 'isOfEntry', target: '.refused' }
		]
	},
	after: {
		[delay('reconnecting')]: {
			target: '#session.away',
			actions: tell('RECONNECT_FAILED', 'network.reconnectTimeout')
		}
	},
	states: {
		linking: {
			description: 'Waits for the link.',
			on: { 'link.up': { target: 'resuming' } }
		},
		resuming: {
			description: 'The login is repeated on a fresh socket; the link notices a dead server.',
			entry: ['sendEnter', sendBareLogin],
			on: {
				'server.welcome': {
					target: '#session.attached.inRoom.connection.online',
					actions: [handle, tell('RECONNECTED'), 'introduce', 'announce', 'resumePairs']
				}
			}
		},
		unauthorized: {
			description: 'The token is no longer good, e.g. after a restart of the server: waits for another.',
			entry: 'tellTokenWillExpire',
			on: { renewToken: { target: 'resuming', actions: 'keepToken' } }
		},
		refused: {
			description: 'Refused for now, e.g. because the room is full.',
			after: { [delay('refusalPause')]: { target: 'resuming' } }
		}
	}
});

const connection = sessionSetup.createStateConfig({
	description: 'Whether the server and I hear each other.',
	initial: 'online',
	states: {
		online: {
			description: 'Logged in.',
			on: {
				send: { actions: { type: 'send', params: ({ event }) => event.message } },
				renewToken: { actions: ['keepToken', 'sendToken'] },
				switchRoom: { target: 'switching', actions: 'keepNext' },
				logoutRoom: { target: 'leaving' },
				'link.down': { target: 'reconnecting', actions: tell('RECONNECTING', 'network.broken') },
				'server.tokenWillExpire': { actions: 'tellTokenWillExpire' }
			}
		},
		reconnecting,
		switching: {
			description: 'Logout, entry and login are sent together: one round trip.',
			entry: ['sendLogout', 'sendEnter', sendBareLogin],
			on: {
				'server.loggedOut': { target: '#session.attached.loggingIn.asked', actions: hop },
				'link.down': { target: '#session.attached.loggingIn', actions: hop }
			},
			after: { [delay('logout')]: { target: '#session.attached.loggingIn.asked', actions: hop } }
		},
		leaving: {
			description: 'The server is told; it is not waited for long.',
			entry: 'sendLogout',
			on: {
				logoutRoom: { description: 'On its way already.' },
				'server.loggedOut': { target: '#session.away', actions: tell('LOGOUT') },
				'link.down': { target: '#session.away', actions: tell('LOGOUT_FAILED', 'network.broken') }
			},
			after: {
				[delay('logout')]: { target: '#session.away', actions: tell('LOGOUT_FAILED', 'network.broken') }
			}
		}
	}
});

const offer = sessionSetup.createStateConfig({
	description: 'My complete offer that waits at the server for the next comer.',
	initial: 'gathering',
	on: {
		'server.answer': {
			description: 'It is taken: the next comer needs another.',
			target: '.gathering',
			actions: handle
		},
		'server.welcome': {
			description: 'The link was lost, and the network may be another one now.',
			target: '.gathering'
		}
	},
	states: {
		gathering: {
			description: 'It is made, with every candidate the network has.',
			invoke: { src: 'gatherOffer', onDone: { target: 'parked' }, onError: { target: 'parked' } },
			after: { [delay('gathering')]: { target: 'parked' } }
		},
		parked: { description: 'The server has it.', entry: 'park' }
	}
});

export const sessionMachine = sessionSetup.createMachine({
	id: 'session',
	context: ({ input }) => ({ sessionID: input.sessionID, login: NOWHERE, next: null, failure: null }),
	initial: 'away',
	on: { logoutRoom: { target: '.away', actions: tell('LOGOUT') } },
	states: {
		away: {
			description: 'No room and no socket.',
			tags: 'away',
			entry: 'leave',
			on: {
				enterLobby: { target: 'attached.lobby', actions: 'keepLogin' },
				loginRoom: { target: 'attached.loggingIn', actions: ['keepLogin', tell('LOGINING')] }
			}
		},
		attached: {
			description: 'The link is wanted; it comes and goes by itself.',
			invoke: { id: 'link', src: 'link', onError: { target: 'away', actions: tellWhy('RECONNECT_FAILED') } },
			initial: 'lobby',
			states: {
				lobby,
				loggingIn,
				inRoom: {
					description: 'In the room, whatever the link does.',
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
