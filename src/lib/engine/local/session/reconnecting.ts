import { delay } from './delays';
import { keepRefusal, kicked, moveOn, sendBareLogin, sessionSetup, tell, tellWhy, withEvent } from './setup';

export const reconnecting = sessionSetup.createStateConfig({
	description: 'The server is out of reach. Media goes on as it can.',
	initial: 'linking',
	on: {
		'link.down': { target: '.linking' },
		'pair.returned': { actions: 'tellReturned' },
		renewToken: { description: 'It goes with the next try.' },
		switchRoom: { target: '#session.moving.intoRoom', actions: moveOn },
		logoutRoom: {
			target: '#session.away',
			actions: tell('LOGOUT_FAILED', 'network.broken'),
			description: 'Nobody can be told: the others see a lost connection.'
		},
		'server.refused': [
			{ guard: withEvent('isOfToken'), target: '.unauthorized' },
			{ guard: withEvent('isOfKick'), ...kicked },
			{
				guard: withEvent('isFinal'),
				target: '#session.away',
				actions: [keepRefusal, tellWhy('RECONNECT_FAILED')]
			},
			{ guard: withEvent('isOfEntry'), target: '.refused' }
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
			description: 'The login is repeated on a fresh socket. The link notices a dead server.',
			entry: ['sendEnter', sendBareLogin],
			on: {
				'server.welcome': {
					target: '#session.attached.inRoom.connection.online',
					actions: [withEvent('welcome'), tell('RECONNECTED'), 'introduce', 'announce', 'resumePairs']
				}
			}
		},
		unauthorized: {
			description: 'The token is no longer good, for example after a restart of the server. Waits for another.',
			entry: 'tellTokenWillExpire',
			on: { renewToken: { target: 'resuming' } }
		},
		refused: {
			description: 'Refused for now, for example because the room is full.',
			after: { [delay('refusalPause')]: { target: 'resuming' } }
		}
	}
});
