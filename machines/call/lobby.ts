/** The call chart before the room: `idle` and `creating`. */
import { beforeLogin, failed, leaving, leavingLobby } from './decisions';
import { callSetup } from './setup';
import { delay } from '../delays';

export const idle = callSetup.createStateConfig({
	description: 'The lobby: nothing of the call yet, but whatever can be done ahead of it is done.',
	initial: 'preparing',
	always: { guard: 'isResumed', target: 'creating' },
	on: {
		...beforeLogin,
		...leavingLobby,
		'user.start': { target: 'creating', actions: 'nameUser' },
		'lobby.users': { guard: 'isThisRoom', actions: 'recordLobby' }
	},
	states: {
		preparing: {
			description: 'The engine is loaded, and the browser checked without prompting.',
			tags: 'pending',
			entry: 'recordEngineLoading',
			invoke: {
				src: 'createEngine',
				onDone: { target: 'arriving', actions: 'recordEngineReady' },
				onError: { target: 'unavailable', actions: 'recordEngineFailed' }
			},
			after: { [delay('engineLoad')]: { target: 'unavailable', actions: 'recordEngineFailed' } }
		},
		arriving: {
			description: 'The engine is ready; the token, which has its own retries, is on its way.',
			always: { guard: 'isTokenValid', target: 'entering' }
		},
		entering: {
			description: 'The engine connects ahead of the login and learns who is there.',
			tags: 'pending',
			invoke: {
				src: 'enterLobby',
				input: ({ context }) => ({ roomID: context.roomID, user: context.user }),
				onDone: { target: 'waiting' },
				onError: { target: 'waiting' }
			},
			after: { [delay('lobbyEntry')]: { target: 'waiting' } }
		},
		waiting: { description: 'All is ready for "Start call".' },
		unavailable: {
			description: 'The engine could not be loaded, or this browser cannot hold a call.',
			on: { 'user.retry': { target: 'preparing', actions: ['tellToken', 'tellDevices'] } }
		}
	}
});

export const creating = callSetup.createStateConfig({
	description: 'Whatever the lobby has not finished, side by side.',
	tags: 'pending',
	type: 'parallel',
	on: { ...beforeLogin, ...leaving, 'lobby.users': { guard: 'isThisRoom', actions: 'recordLobby' } },
	states: {
		engine: {
			description: 'The engine and the check of this browser.',
			initial: 'checking',
			states: {
				checking: {
					description: 'Is it there from the lobby?',
					always: [{ guard: 'isEngineReady', target: 'ready' }, { target: 'loading' }]
				},
				loading: {
					description: 'The engine is loaded, and the browser checked without prompting.',
					tags: 'pending',
					invoke: {
						src: 'createEngine',
						onDone: { target: 'ready', actions: 'recordEngineReady' },
						onError: failed
					},
					after: {
						[delay('engineLoad')]: {
							target: '#call.loggingOut',
							actions: { type: 'endAsTimedOut', params: 'browser.engineLoad' }
						}
					}
				},
				ready: { type: 'final', description: 'The engine is there.' }
			}
		},
		devices: {
			description: 'The local stream.',
			initial: 'settling',
			states: {
				settling: {
					description: 'Camera and microphone each open, stay off or are refused.',
					tags: 'pending',
					always: { guard: 'areDevicesSettled', target: 'ready' },
					after: { [delay('devicesSettle')]: { target: 'ready' } }
				},
				ready: { type: 'final', description: 'There is what there is; the call goes on with it.' }
			}
		},
		token: {
			description: 'The right to enter.',
			initial: 'waiting',
			states: {
				waiting: {
					description: 'The token is on its way.',
					tags: 'pending',
					always: [
						{ guard: 'isTokenValid', target: 'ready' },
						{ guard: 'hasTokenFailed', target: '#call.loggingOut', actions: 'endWithoutToken' }
					]
				},
				ready: { type: 'final', description: 'There is a token, and my userID with it.' }
			}
		}
	},
	onDone: { target: 'loggingIn' },
	after: {
		[delay('creating')]: {
			target: 'loggingOut',
			actions: { type: 'endAsTimedOut', params: 'network.tokenUnreachable' }
		}
	}
});
