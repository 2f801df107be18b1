import { delay } from '../delays';
import { failure } from '../failure';
import { callSetup } from './setup';
import {
	abandoned,
	inRoom,
	isAbandoned,
	leaving,
	notForLong,
	noteSwitchFailed,
	ofOtherRoom,
	peopleInCall,
	wakingInRoom,
	writing
} from './transitions';

const tokenLate = { type: 'noteSwitchFailed', params: () => failure('network.tokenUnreachable') } as const;

export const inCall = callSetup.createStateConfig({
	description: 'The call.',
	tags: ['inRoom', 'inCall'],
	initial: 'talking',
	always: { guard: 'canPublish', actions: 'startPublisher' },
	on: {
		...inRoom,
		...leaving,
		...wakingInRoom,
		...peopleInCall,
		...writing,
		'user.shareScreen': { actions: 'shareScreen' },
		'user.toggleScreen': { actions: 'toggleScreen' }
	},
	states: {
		talking: {
			description: 'Nothing else is in progress.',
			on: {
				'user.switchRoom': {
					guard: { type: 'isAnotherRoom', params: ({ event }) => event.roomID },
					target: 'switching',
					actions: { type: 'recordNextRoom', params: ({ event }) => event.roomID }
				}
			}
		},
		waking: {
			description: 'The page stood still for long. If the room was lost meanwhile, the engine says so now.',
			tags: 'pending',
			on: { 'room.RECONNECTING': [ofOtherRoom, abandoned] },
			after: { [delay('waking')]: { target: 'talking' } }
		},
		switching: {
			description: 'The call goes on while the token for the other room is fetched.',
			tags: 'pending',
			invoke: {
				src: 'fetchToken',
				input: ({ context: { nextRoomID, roomID } }) => ({ roomID: nextRoomID ?? roomID }),
				onDone: {
					target: '#call.loggingIn.switching',
					actions: [
						'enterNextRoom',
						'endRequests',
						'clearChat',
						{ type: 'tellTokenRoom', params: ({ event }) => event.output }
					]
				},
				onError: { target: 'talking', actions: [noteSwitchFailed, 'forgetNextRoom'] }
			},
			on: {
				'page.wake': [{ guard: isAbandoned, target: 'waking', actions: [tokenLate, 'forgetNextRoom'] }, notForLong],
				'room.RECONNECTING': [
					ofOtherRoom,
					{ target: '#call.reconnecting', actions: [noteSwitchFailed, 'forgetNextRoom'] }
				]
			},
			after: {
				[delay('tokenFetch')]: {
					target: 'talking',
					actions: [tokenLate, 'forgetNextRoom']
				}
			}
		}
	}
});
