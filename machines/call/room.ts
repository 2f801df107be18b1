/** The call chart in the room: `loggingIn`, `publishing`, `inCall` and `reconnecting`. */
import {
	entered,
	failed,
	ignored,
	inRoom,
	kicked,
	leaving,
	loggedOut,
	ofOtherRoom,
	people,
	peopleInCall,
	resumed
} from './decisions';
import { callSetup } from './setup';
import { delay } from '../delays';

export const loggingIn = callSetup.createStateConfig({
	description: 'The engine logs in to the room, or switches to another.',
	tags: 'pending',
	initial: 'entering',
	on: {
		'room.LOGINING': [
			ofOtherRoom,
			{ guard: 'canPublish', actions: 'startPublisher', description: 'Publishing need not wait for LOGINED.' },
			{ ...ignored('There is nothing to publish yet, or it is being published.') }
		],
		'room.LOGINED': entered,
		'room.LOGIN_FAILED': failed,
		'room.RECONNECTING': ignored('Still the same login; its deadline governs.'),
		'room.RECONNECTED': entered,
		'room.RECONNECT_FAILED': failed,
		'room.KICKOUT': kicked,
		'room.LOGOUT': loggedOut,
		'room.LOGOUT_FAILED': ignored('It tells of the room that was left by switching; the login decides.'),
		...leaving,
		...people,
		'lobby.users': { guard: 'isThisRoom', actions: 'recordLobby' }
	},
	states: {
		entering: {
			description: 'First login of this call.',
			invoke: {
				src: 'loginRoom',
				input: ({ context }) => ({ roomID: context.roomID, user: context.user }),
				onError: failed
			}
		},
		switching: {
			description: 'Out of one room and into another; the streams of the old one are stopped.',
			entry: ['stopStreams', 'stopScreen'],
			invoke: {
				src: 'switchRoom',
				input: ({ context }) => ({
					fromRoomID: context.previousRoomID ?? '',
					roomID: context.roomID,
					user: context.user
				}),
				onError: failed
			}
		}
	},
	after: {
		[delay('login')]: {
			target: 'loggingOut',
			actions: { type: 'endAsTimedOut', params: 'network.loginTimeout' }
		}
	}
});

export const publishing = callSetup.createStateConfig({
	description: 'In the room; the streams of others already play, mine is on its way.',
	always: [
		{ guard: 'canPublish', actions: 'startPublisher' },
		{ guard: 'isPublished', target: 'inCall' },
		{ guard: 'hasPublisherFailed', target: 'inCall' },
		{ guard: 'hasNothingToPublish', target: 'inCall' }
	],
	on: { ...inRoom, ...leaving, ...people },
	after: { [delay('publishing')]: { target: 'inCall' } }
});

export const inCall = callSetup.createStateConfig({
	description: 'The call.',
	initial: 'talking',
	always: { guard: 'canPublish', actions: 'startPublisher' },
	on: {
		...inRoom,
		...leaving,
		...peopleInCall,
		'user.shareScreen': { actions: 'shareScreen' }
	},
	states: {
		talking: {
			description: 'Nothing else is under way.',
			on: {
				'user.switchRoom': { guard: 'isAnotherRoom', target: 'switching', actions: 'recordNextRoom' }
			}
		},
		switching: {
			description: 'The call goes on while the token for the other room is fetched.',
			tags: 'pending',
			invoke: {
				src: 'fetchToken',
				input: ({ context }) => ({ roomID: context.nextRoomID ?? context.roomID }),
				onDone: {
					target: '#call.loggingIn.switching',
					actions: ['enterNextRoom', { type: 'tellTokenRoom', params: ({ event }) => event.output }]
				},
				onError: { target: 'talking', actions: ['noteSwitchFailed', 'forgetNextRoom'] }
			},
			on: {
				'room.RECONNECTING': [
					ofOtherRoom,
					{ target: '#call.reconnecting', actions: ['noteSwitchFailed', 'forgetNextRoom'] }
				]
			},
			after: { [delay('tokenFetch')]: { target: 'talking', actions: ['noteSwitchFailed', 'forgetNextRoom'] } }
		}
	}
});

export const reconnecting = callSetup.createStateConfig({
	description: 'The room is out of reach; the engine retries, media may go on, and a countdown runs.',
	tags: 'pending',
	on: {
		'room.LOGINING': ignored('A part of reconnecting.'),
		'room.LOGINED': resumed,
		'room.LOGIN_FAILED': failed,
		'room.RECONNECTING': ignored('The countdown runs from the first loss.'),
		'room.RECONNECTED': resumed,
		'room.RECONNECT_FAILED': failed,
		'room.KICKOUT': kicked,
		'room.LOGOUT': loggedOut,
		'room.LOGOUT_FAILED': ignored('Nobody asked to log out; reconnecting goes on.'),
		...leaving,
		...peopleInCall
	},
	after: {
		[delay('reconnecting')]: {
			target: 'loggingOut',
			actions: { type: 'endAsTimedOut', params: 'network.reconnectTimeout' }
		}
	}
});
