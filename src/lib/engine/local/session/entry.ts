/** The session before it is in the room. */
import { delay } from '../local.delays';
import { sessionSetup } from './setup';
import { handle, kicked, run, sendBareLogin, tell, tellWhy } from './words';

/** Looking at the room from outside. */
export const lobby = sessionSetup.createStateConfig({
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
		/** Waits for the link. */
		linking: {
			on: {
				enterLobby: { actions: 'keepLogin' },
				renewToken: { actions: 'keepToken' },
				loginRoom: { target: '#session.attached.loggingIn', actions: ['keepLogin', tell('LOGINING')] }
			}
		},
		/** Has said who I am and which room I look at; the link notices a dead server. */
		entering: {
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
		/** Sees who is there, and has their offers. */
		inside: {
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
		/** The server says no; a fresh token or another login may change that. */
		refused: {
			tags: 'refused'
		}
	}
});

/** Asked for the room, not yet in it. */
export const loggingIn = sessionSetup.createStateConfig({
	initial: 'linking',
	on: {
		'link.down': { target: '.linking' },
		renewToken: { actions: 'keepToken' },
		logoutRoom: { target: '.abandoned' },
		'server.kicked': kicked,
		'server.lobby': { actions: handle },
		'server.offer': { actions: handle },
		'server.refused': {
			guard: 'isOfEntry',
			target: 'lobby.refused',
			actions: ['keepFailure', tellWhy('LOGIN_FAILED'), run('leave')]
		}
	},
	after: {
		[delay('login')]: { target: '#session.away', actions: tell('LOGIN_FAILED', 'network.loginTimeout') }
	},
	states: {
		/** Waits for the link. */
		linking: {
			on: { 'link.up': { target: 'asked', actions: ['sendEnter', sendBareLogin] } }
		},
		/** The offers that wait for me are answered, so that the login takes the answers along. */
		answering: {
			invoke: {
				src: 'answerOffers',
				onDone: { target: 'asked', actions: { type: 'sendLogin', params: ({ event }) => event.output } },
				onError: { target: 'asked', actions: sendBareLogin }
			},
			after: { [delay('answering')]: { target: 'asked', actions: sendBareLogin } }
		},
		/** Given up. In a state of its own, because leaving `attached` ends the link before anything is said. */
		abandoned: {
			entry: 'sendLogout',
			always: { target: '#session.away', actions: tell('LOGOUT') }
		},
		/** The login is on its way, and what I publish right behind it. */
		asked: {
			entry: [run('announce'), run('startAnswered')],
			on: {
				send: { actions: { type: 'send', params: ({ event }) => event.message } },
				'server.welcome': { target: '#session.attached.inRoom', actions: [handle, tell('LOGINED'), run('introduce')] }
			}
		}
	}
});
