import { delay } from '../delays';
import { failureOf } from '../failure';
import { callSetup } from './setup';
import { beforeLogin, failed, leaving, lobbyUsers, wakingOutside } from './transitions';

export const creating = callSetup.createStateConfig({
	description: 'Whatever the lobby has not finished, side by side.',
	tags: ['pending', 'connecting'],
	type: 'parallel',
	on: { ...beforeLogin, ...leaving, ...wakingOutside, ...lobbyUsers },
	states: {
		engine: {
			description: 'The engine and the check of this browser.',
			initial: 'checking',
			states: {
				checking: {
					description: 'Did the lobby get it ready?',
					always: [{ guard: 'isEngineReady', target: 'ready' }, { target: 'loading' }]
				},
				loading: {
					description: 'The engine is loaded, and the browser is checked without a prompt.',
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
				ready: { type: 'final', description: 'The call goes on with what there is.' }
			}
		},
		token: {
			description: 'The right to enter.',
			initial: 'waiting',
			states: {
				waiting: {
					description: 'The token is on its way.',
					tags: 'pending',
					always: { guard: 'isTokenValid', target: 'ready' },
					on: {
						'report.token': {
							guard: { type: 'hasTokenFailed', params: ({ event }) => event },
							target: '#call.loggingOut',
							actions: {
								type: 'endAsFailed',
								params: ({ event }) => failureOf(event.token, 'network.tokenUnreachable')
							}
						}
					}
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
