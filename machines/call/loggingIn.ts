import { delay } from '../delays';
import { failureIn } from '../failure';
import { callSetup } from './setup';
import {
	entered,
	failed,
	ignoredReason,
	kicked,
	leaving,
	lobbyUsers,
	loggedOut,
	noteSwitchFailed,
	ofOtherRoom,
	people,
	wakingOutside
} from './transitions';

/** The other room does not let the person in: back into the one that was left. */
const turnBack = {
	target: '#call.loggingIn.renewing',
	reenter: true,
	actions: [noteSwitchFailed, 'returnToPreviousRoom']
} as const;
const turnedAway = { guard: 'canReturn', ...turnBack } as const;
/** The token is from before the server restarted, or from before this device slept. */
const tokenRefused = {
	guard: { type: 'isTokenRefused', params: failureIn },
	target: '#call.loggingIn.renewing'
} as const;
const refused = [tokenRefused, turnedAway, failed] as const;
const refusedAgain = [turnedAway, failed] as const;

const unanswered = {
	target: '#call.loggingOut',
	actions: ['returnToPreviousRoom', { type: 'endAsTimedOut', params: 'network.loginTimeout' }],
	description: 'The engine still waits for an answer, and accepts no other login. A rejoin finds the old room.'
} as const;

export const loggingIn = callSetup.createStateConfig({
	description: 'The engine logs in to the room, or switches to another.',
	tags: ['pending', 'connecting'],
	initial: 'entering',
	on: {
		'room.LOGINING': [
			ofOtherRoom,
			{ guard: 'canPublish', actions: 'startPublisher', description: 'Publishing need not wait for LOGINED.' },
			ignoredReason('There is nothing to publish yet, or it is being published.')
		],
		'room.LOGINED': entered,
		'room.LOGIN_FAILED': [ofOtherRoom, ...refused],
		'room.RECONNECTING': ignoredReason('Still the same login, with the same deadline.'),
		'room.RECONNECTED': entered,
		'room.RECONNECT_FAILED': [ofOtherRoom, ...refused],
		'room.KICKOUT': kicked,
		'room.LOGOUT': loggedOut,
		'room.LOGOUT_FAILED': ignoredReason('It is about the room that was left by switching. The login decides.'),
		...leaving,
		...wakingOutside,
		...people,
		...lobbyUsers
	},
	states: {
		entering: {
			description: 'A login to a room, from outside of any.',
			invoke: {
				src: 'loginRoom',
				input: ({ context: { roomID, user } }) => ({ roomID, user }),
				onError: [tokenRefused, failed]
			},
			after: {
				[delay('login')]: {
					target: '#call.loggingOut',
					actions: { type: 'endAsTimedOut', params: 'network.loginTimeout' }
				}
			}
		},
		switching: {
			description: 'Out of one room and into another. The streams of the old one are stopped.',
			entry: ['stopStreams', 'stopScreen'],
			invoke: {
				src: 'switchRoom',
				input: ({ context: { previousRoomID, roomID, user } }) => ({
					fromRoomID: previousRoomID ?? '',
					roomID,
					user
				}),
				onError: [tokenRefused, turnBack]
			},
			after: { [delay('login')]: unanswered }
		},
		renewing: {
			description:
				'A fresh token is fetched. The one before was refused, or may have ended if it is for a room that was left.',
			entry: 'stopStreams',
			invoke: {
				src: 'fetchToken',
				input: ({ context: { roomID } }) => ({ roomID }),
				onDone: {
					target: 'enteringAgain',
					actions: { type: 'tellTokenRoom', params: ({ event }) => event.output }
				},
				onError: refusedAgain
			},
			on: {
				'room.LOGIN_FAILED': ignoredReason('It is the refusal that led here.'),
				'room.RECONNECT_FAILED': ignoredReason('It is the refusal that led here.')
			},
			after: {
				[delay('tokenFetch')]: {
					target: '#call.loggingOut',
					actions: ['returnToPreviousRoom', { type: 'endAsTimedOut', params: 'network.tokenUnreachable' }]
				}
			}
		},
		enteringAgain: {
			description: 'A login with a fresh token. If that is refused too, no other token will help.',
			invoke: {
				src: 'loginRoom',
				input: ({ context: { roomID, user } }) => ({ roomID, user }),
				onError: refusedAgain
			},
			on: {
				'room.LOGIN_FAILED': [ofOtherRoom, ...refusedAgain],
				'room.RECONNECT_FAILED': [ofOtherRoom, ...refusedAgain]
			},
			after: { [delay('login')]: unanswered }
		}
	}
});
