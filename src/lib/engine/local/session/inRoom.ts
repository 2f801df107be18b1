import { delay } from './delays';
import { reconnecting } from './reconnecting';
import { keepError, kicked, moveOn, sessionSetup, tell, tellWhy, withEvent } from './setup';

const connection = sessionSetup.createStateConfig({
	description: 'Whether the server and I hear each other.',
	initial: 'online',
	states: {
		online: {
			description: 'Logged in.',
			on: {
				send: { actions: { type: 'send', params: ({ event }) => event.message } },
				renewToken: { actions: 'sendToken' },
				switchRoom: { target: 'moving', actions: moveOn },
				logoutRoom: { target: 'leaving' },
				'link.doubted': { actions: 'doubtPairs' },
				'pair.stalled': { actions: [withEvent('refreshPlayers'), 'tellStalled'] },
				'link.down': {
					target: 'reconnecting',
					actions: ['doubtReach', 'loseMessages', tell('RECONNECTING', 'network.broken')]
				},
				'server.tokenWillExpire': { actions: 'tellTokenWillExpire' }
			}
		},
		reconnecting,
		moving: {
			description: 'The server of this room is told first: leaving `attached` closes the link.',
			entry: 'sendLogout',
			always: { target: '#session.moving.intoRoom' }
		},
		leaving: {
			description: 'The server has been told. It is not waited for long.',
			entry: 'sendLogout',
			on: {
				logoutRoom: { description: 'The logout is on its way already.' },
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
	description: 'My complete offer that waits at the server for the next person.',
	initial: 'resting',
	on: {
		'server.answer': {
			target: '.gathering',
			actions: withEvent('takeAnswer'),
			description: 'It is taken: the next person needs another.'
		},
		'server.visitor': {
			target: '.resting',
			actions: withEvent('takeVisitor'),
			description: 'Somebody in the lobby has it. Others can wait: those in the lobby are many, and may not mean well.'
		},
		'server.welcome': {
			target: '.resting',
			description: 'The link was lost, and the network may be another one now.'
		}
	},
	states: {
		resting: {
			description: 'The pictures of those who are there come first.',
			after: { [delay('pictures')]: { target: 'gathering' } }
		},
		gathering: {
			description: 'The offer is made, with every candidate the network has.',
			tags: 'pending',
			invoke: { id: 'gatherOffer', src: 'gatherOffer', onDone: { target: 'parked' }, onError: { target: 'parked' } },
			after: { [delay('gathering')]: { target: 'parked' } }
		},
		parked: { description: 'The server has it.', entry: 'parkOffer' }
	}
});

export const inRoom = sessionSetup.createStateConfig({
	description: 'In the room, whatever the link does.',
	tags: 'loggedIn',
	type: 'parallel',
	invoke: [
		{
			id: 'meter',
			src: 'meter',
			onError: { target: '#session.away', actions: [keepError, tellWhy('RECONNECT_FAILED')] }
		},
		{
			id: 'overload',
			src: 'overload',
			onError: { description: 'Without its chart, all that is wanted is sent.' }
		}
	],
	on: {
		'server.kicked': kicked,
		'server.users': { actions: withEvent('updateUsers') },
		'server.streams': { actions: withEvent('updateStreams') },
		'server.device': { actions: withEvent('updateDevice') },
		'server.muteRequested': { actions: withEvent('tellMuteRequested') },
		'server.stale': { actions: withEvent('offerAnew') },
		'server.visitorJoined': { actions: withEvent('joinVisitor') },
		'server.visitorLeft': { actions: withEvent('dropEarly') },
		'server.signal': { actions: withEvent('takeSignal') },
		'server.broadcastMessage': { actions: withEvent('tellMessage') },
		'server.messageSent': { actions: withEvent('confirmMessage') },
		'server.published': { actions: withEvent('confirmPublishing') },
		'server.refused': [
			{ guard: withEvent('isOfPublishing'), actions: withEvent('refusePublishing') },
			{ guard: withEvent('isOfMessage'), actions: withEvent('refuseMessages') },
			{ actions: withEvent('logRefusal') }
		]
	},
	states: { connection, offer }
});
