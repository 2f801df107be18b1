/** The session in the room: connected or not, and the offer it has there for the next comer. */
import { delay } from '../local.delays';
import { sessionSetup } from './setup';
import { handle, hop, kicked, run, sendBareLogin, tell, tellWhy } from './words';

/** The server is out of reach; media goes on as it can. */
const reconnecting = sessionSetup.createStateConfig({
	initial: 'linking',
	on: {
		'link.down': { target: '.linking' },
		renewToken: { actions: 'keepToken' },
		switchRoom: { target: '#session.attached.loggingIn', actions: hop },
		/** Nobody could be told: the others see a lost connection. */
		logoutRoom: {
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
		/** Waits for the link. */
		linking: {
			on: { 'link.up': { target: 'resuming' } }
		},
		/** The login is repeated on a fresh socket; the link notices a dead server. */
		resuming: {
			entry: ['sendEnter', sendBareLogin],
			on: {
				'server.welcome': {
					target: '#session.attached.inRoom.connection.online',
					actions: [handle, tell('RECONNECTED'), run('introduce'), run('announce'), run('resumePairs')]
				}
			}
		},
		/** The token is no longer good, e.g. after a restart of the server: waits for another. */
		unauthorized: {
			entry: 'tellTokenWillExpire',
			on: { renewToken: { target: 'resuming', actions: 'keepToken' } }
		},
		/** Refused for now, e.g. because the room is full. */
		refused: {
			after: { [delay('refusalPause')]: { target: 'resuming' } }
		}
	}
});

/** Whether the server and I hear each other. */
export const connection = sessionSetup.createStateConfig({
	initial: 'online',
	states: {
		/** Logged in. */
		online: {
			on: {
				send: { actions: { type: 'send', params: ({ event }) => event.message } },
				renewToken: { actions: ['keepToken', 'sendToken'] },
				// Logout, entry and login are sent together: one round trip.
				switchRoom: {
					target: '#session.attached.loggingIn.asked',
					actions: ['sendLogout', ...hop, 'sendEnter', sendBareLogin]
				},
				logoutRoom: { target: 'leaving' },
				'link.down': { target: 'reconnecting', actions: tell('RECONNECTING', 'network.broken') },
				'server.tokenWillExpire': { actions: 'tellTokenWillExpire' }
			}
		},
		reconnecting,
		/** The server is told; it is not waited for long. */
		leaving: {
			entry: 'sendLogout',
			on: {
				/** On its way already. */
				logoutRoom: {},
				'server.loggedOut': { target: '#session.away', actions: tell('LOGOUT') },
				'link.down': { target: '#session.away', actions: tell('LOGOUT_FAILED', 'network.broken') }
			},
			after: {
				[delay('logout')]: { target: '#session.away', actions: tell('LOGOUT_FAILED', 'network.broken') }
			}
		}
	}
});

/** My complete offer that waits at the server for the next comer. */
export const offer = sessionSetup.createStateConfig({
	initial: 'deciding',
	on: {
		/** It is taken: the next comer needs another. */
		'server.answer': {
			target: '.gathering',
			actions: handle
		},
		/** The link was lost, and the network may be another one now. */
		'server.welcome': {
			target: '.gathering'
		}
	},
	states: {
		/** Who is alone awaits the next comer at once. */
		deciding: {
			always: [{ guard: 'isAlone', target: 'gathering' }, { target: 'resting' }]
		},
		/** The pictures of those who are there come first. */
		resting: { after: { [delay('pictures')]: { target: 'gathering' } } },
		/** It is made, with every candidate the network has. */
		gathering: {
			invoke: { src: 'gatherOffer', onDone: { target: 'parked' }, onError: { target: 'parked' } },
			after: { [delay('gathering')]: { target: 'parked' } }
		},
		/** The server has it. */
		parked: { entry: run('park') }
	}
});
