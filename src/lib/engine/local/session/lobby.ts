import { delay } from './delays';
import { keepLogin, keepRefusal, sendBareLogin, sessionSetup, tell, withEvent } from './setup';

export const lobby = sessionSetup.createStateConfig({
	description: 'Looking at the room from outside.',
	initial: 'linking',
	on: {
		'link.up': { target: '.entering' },
		'link.down': { target: '.linking' },
		enterLobby: [
			{ guard: withEvent('isSameRoom'), target: '.entering', actions: keepLogin },
			{ target: '#session.moving.intoLobby', actions: keepLogin }
		],
		renewToken: { target: '.entering' },
		loginRoom: [
			{
				guard: withEvent('isSameRoom'),
				target: 'loggingIn.asked',
				actions: [keepLogin, tell('LOGINING'), 'closeEarly', 'sendEnter', sendBareLogin]
			},
			{ target: '#session.moving.intoRoom', actions: [keepLogin, tell('LOGINING')] }
		],
		'server.tokenWillExpire': { actions: 'tellTokenWillExpire' },
		'server.lobby': { actions: withEvent('updateLobby') },
		'server.offer': { actions: withEvent('updateLobby') },
		'server.users': { actions: withEvent('updateLobby') },
		'server.refused': [
			{ guard: withEvent('isOfToken'), target: '.refused', actions: [keepRefusal, 'tellTokenWillExpire'] },
			{ guard: withEvent('isOfEntry'), target: '.refused', actions: [keepRefusal, withEvent('tellRefusal')] }
		]
	},
	states: {
		linking: {
			description: 'Waits for the link.',
			entry: 'closeEarly',
			on: {
				enterLobby: { guard: withEvent('isSameRoom'), actions: keepLogin },
				renewToken: { description: 'It goes with the first message once there is a link.' },
				loginRoom: {
					guard: withEvent('isSameRoom'),
					target: '#session.attached.loggingIn',
					actions: [keepLogin, tell('LOGINING')]
				}
			}
		},
		entering: {
			description: 'Has said who I am and which room I look at. The link notices a dead server.',
			entry: ['closeEarly', 'sendEnter'],
			on: {
				'server.lobby': [
					{ guard: withEvent('mayConnect'), target: 'inside.connecting', actions: withEvent('updateLobby') },
					{ target: 'inside', actions: withEvent('updateLobby') }
				],
				loginRoom: {
					guard: withEvent('isSameEntry'),
					target: '#session.attached.loggingIn.asked',
					actions: [keepLogin, tell('LOGINING'), sendBareLogin]
				}
			}
		},
		inside: {
			description: 'Sees who is there, and has their offers.',
			tags: 'entered',
			on: {
				renewToken: { actions: 'sendToken' },
				loginRoom: {
					guard: withEvent('isSameEntry'),
					target: '#session.attached.loggingIn.answering',
					actions: [keepLogin, tell('LOGINING')]
				}
			},
			initial: 'apart',
			states: {
				apart: { description: 'The login connects.' },
				connecting: {
					description: 'Connects to those in the room, so that the login finds it done. Nothing is sent.',
					entry: 'connectEarly',
					on: {
						send: { actions: { type: 'send', params: ({ event }) => event.message } },
						'server.offer': { actions: [withEvent('updateLobby'), 'connectEarly'] },
						'server.prepared': { actions: withEvent('startEarly') },
						'server.stale': { actions: withEvent('dropEarly') }
					},
					after: { [delay('visit')]: { target: 'apart', actions: 'endVisit' } }
				}
			}
		},
		refused: {
			description: 'The server says no. A fresh token or another login may change that.',
			entry: 'closeEarly',
			tags: 'refused'
		}
	}
});
