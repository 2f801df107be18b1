import { delay } from './delays';
import { keepRefusal, kicked, sendBareLogin, sessionSetup, tell, tellWhy, withEvent } from './setup';

const inRoom = [withEvent('welcome'), tell('LOGINED'), 'introduce'] as const;

export const loggingIn = sessionSetup.createStateConfig({
	description: 'Asked for the room, not in it yet.',
	initial: 'linking',
	on: {
		'link.down': { target: '.linking' },
		renewToken: { description: 'It goes with the next try.' },
		logoutRoom: { target: '.abandoned' },
		'server.kicked': kicked,
		'server.lobby': { actions: withEvent('updateLobby') },
		'server.offer': { actions: withEvent('updateLobby') },
		'server.refused': {
			guard: withEvent('isOfEntry'),
			target: 'lobby.refused',
			actions: [keepRefusal, tellWhy('LOGIN_FAILED'), 'closeRoom']
		}
	},
	after: {
		[delay('login')]: { target: '#session.away', actions: tell('LOGIN_FAILED', 'network.loginTimeout') }
	},
	states: {
		linking: {
			description: 'Waits for the link.',
			entry: 'closeEarly',
			on: { 'link.up': { target: 'asked', actions: ['sendEnter', sendBareLogin] } }
		},
		answering: {
			description: 'Answers the offers that wait for me, so that the login takes the answers along.',
			tags: 'pending',
			invoke: {
				id: 'answerOffers',
				src: 'answerOffers',
				onDone: { target: 'asked', actions: { type: 'sendLogin', params: ({ event }) => event.output } },
				onError: { target: 'asked', actions: sendBareLogin }
			},
			after: { [delay('answering')]: { target: 'asked', actions: sendBareLogin } }
		},
		abandoned: {
			description:
				'Login cancelled. Separate from `away`, because leaving `attached` closes the link before the logout is sent.',
			entry: 'sendLogout',
			always: { target: '#session.away', actions: tell('LOGOUT') }
		},
		asked: {
			description: 'The login is on its way, and what I publish right behind it.',
			entry: ['announce', 'startAnswered'],
			on: {
				send: { actions: { type: 'send', params: ({ event }) => event.message } },
				'server.welcome': [
					{
						guard: withEvent('isAlone'),
						target: '#session.attached.inRoom.offer.gathering',
						actions: inRoom,
						description: 'Who is alone awaits the next person at once.'
					},
					{ target: '#session.attached.inRoom', actions: inRoom }
				]
			}
		}
	}
});
