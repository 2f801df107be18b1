import { delay } from '../delays';
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
	people
} from './transitions';

/** The other room does not let the person in: back into the one that was left. */
const turnedAway = { target: 'returning', actions: [noteSwitchFailed, 'returnToPreviousRoom'] } as const;

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
		'room.LOGIN_FAILED': [ofOtherRoom, failed],
		'room.RECONNECTING': ignoredReason('Still the same login, with the same deadline.'),
		'room.RECONNECTED': entered,
		'room.RECONNECT_FAILED': [ofOtherRoom, failed],
		'room.KICKOUT': kicked,
		'room.LOGOUT': loggedOut,
		'room.LOGOUT_FAILED': ignoredReason('It is about the room that was left by switching. The login decides.'),
		...leaving,
		...people,
		...lobbyUsers
	},
	states: {
		entering: {
			description: 'A login to a room, from outside of any.',
			invoke: {
				src: 'loginRoom',
				input: ({ context: { roomID, user } }) => ({ roomID, user }),
				onError: failed
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
				onError: turnedAway
			},
			on: {
				'room.LOGIN_FAILED': [ofOtherRoom, turnedAway],
				'room.RECONNECT_FAILED': [ofOtherRoom, turnedAway]
			},
			after: {
				[delay('login')]: {
					target: '#call.loggingOut',
					actions: ['returnToPreviousRoom', { type: 'endAsTimedOut', params: 'network.loginTimeout' }],
					description: 'The engine still waits for an answer, and accepts no other login. A rejoin finds the old room.'
				}
			}
		},
		returning: {
			description: 'A fresh token for the room that was left is fetched, for the old one may have ended.',
			entry: 'stopStreams',
			invoke: {
				src: 'fetchToken',
				input: ({ context: { roomID } }) => ({ roomID }),
				onDone: {
					target: 'entering',
					actions: { type: 'tellTokenRoom', params: ({ event }) => event.output }
				},
				onError: failed
			},
			after: {
				[delay('tokenFetch')]: {
					target: '#call.loggingOut',
					actions: { type: 'endAsTimedOut', params: 'network.tokenUnreachable' }
				}
			}
		}
	}
});
