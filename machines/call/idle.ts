import { delay } from '../delays';
import { failure, failureIn } from '../failure';
import { ignored } from '../ignored';
import { callSetup } from './setup';
import { beforeLogin, lobbyUsers, seenInLobby, unloading, whole } from './transitions';
import type { EventOf } from './types';

export const idle = callSetup.createStateConfig({
	description: 'The lobby. Whatever can be done before the call is done here.',
	tags: 'lobby',
	initial: 'preparing',
	always: { guard: 'isResumed', target: 'creating' },
	on: {
		...beforeLogin,
		...lobbyUsers,
		'user.leave': { target: 'destroyed', actions: { type: 'endAs', params: 'left' } },
		'page.hide': { target: 'destroyed', actions: { type: 'endAs', params: 'pageHidden' } },
		'page.navigate': [unloading, { target: 'destroyed', actions: { type: 'endAs', params: 'left' } }],
		'user.start': {
			guard: 'canStart',
			target: 'creating',
			actions: { type: 'nameUser', params: ({ event }) => event.userName }
		}
	},
	states: {
		preparing: {
			description: 'The engine is loaded, and the browser is checked without a prompt.',
			tags: ['pending', 'preparing'],
			entry: 'recordEngineLoading',
			invoke: {
				src: 'createEngine',
				onDone: { target: 'arriving', actions: 'recordEngineReady' },
				onError: { target: 'unavailable', actions: { type: 'recordEngineFailed', params: failureIn } }
			},
			after: {
				[delay('engineLoad')]: {
					target: 'unavailable',
					actions: { type: 'recordEngineFailed', params: () => failure('browser.engineLoad') }
				}
			}
		},
		arriving: {
			description: 'The engine is ready. The token, which has its own retries, is on its way.',
			tags: 'preparing',
			always: { guard: 'isTokenValid', target: 'entering' }
		},
		entering: {
			description: 'The engine connects before the login and learns who is there.',
			tags: ['pending', 'preparing'],
			invoke: {
				src: 'enterLobby',
				input: ({ context: { roomID, user } }) => ({ roomID, user }),
				onDone: { target: 'waiting' },
				onError: [
					{
						guard: { type: 'isRefusal', params: failureIn },
						target: 'refused',
						actions: { type: 'recordRefusal', params: failureIn }
					},
					{ target: 'waiting' }
				]
			},
			after: { [delay('lobbyEntry')]: { target: 'waiting' } }
		},
		waiting: {
			description: 'All is ready for "Start call".',
			tags: 'ready',
			on: {
				'lobby.refused': {
					guard: { type: 'isRefusedHere', params: whole<EventOf<'lobby.refused'>> },
					target: 'refused',
					actions: { type: 'recordRefusal', params: failureIn }
				}
			}
		},
		refused: {
			description: 'The room lets nobody in like this: a host has locked it, say. A login would be refused alike.',
			tags: 'unavailable',
			exit: 'forgetRefusal',
			on: {
				'user.start': ignored('It would be refused.'),
				'user.retry': {
					target: 'entering',
					actions: [
						{ type: 'tellToken', params: ({ event }) => event },
						{ type: 'tellDevices', params: ({ event }) => event }
					]
				},
				'lobby.users': {
					...seenInLobby,
					target: 'waiting',
					description: 'The engine goes on asking, and the room shows who is there: it lets me in now.'
				}
			}
		},
		unavailable: {
			description: 'The engine could not be loaded, or this browser cannot hold a call.',
			tags: 'unavailable',
			on: {
				'user.retry': {
					target: 'preparing',
					actions: [
						{ type: 'tellToken', params: ({ event }) => event },
						{ type: 'tellDevices', params: ({ event }) => event }
					]
				}
			}
		}
	}
});
