/**
 * THE CHART: what a call can do, from the lobby to the end. It owns the room and the phases of the call; each
 * device, stream, the screen and the token are owned by child charts that report here.
 * Room reasons: https://docs.zegocloud.com/article/api?doc=Express_Video_SDK_API~javascript_web~enum~ZegoRoomStateChangedReason
 */
import type { ActorRefFrom, SnapshotFrom } from 'xstate';
import { failed, forItsPlayer, forItsPublisher, ignored, ofOtherRoom, whileOpen } from './decisions';
import { creating, idle } from './lobby';
import { inCall, loggingIn, publishing, reconnecting } from './room';
import { callSetup } from './setup';
import { delay } from '../delays';
import { everyState, unheeded } from './exhaustive';

const loggingOut = callSetup.createStateConfig({
	description: 'Devices, publishing and playing are stopped at once; the room is told, and not waited for long.',
	tags: 'pending',
	entry: ['stopStreams', 'stopChildren'],
	invoke: { src: 'leaveRoom', onError: { target: 'destroyed' } },
	on: {
		'room.LOGINING': ignored('Too late: the person has left.'),
		'room.LOGINED': ignored('Too late: the logout is on its way, and destroying the engine ends the rest.'),
		'room.LOGIN_FAILED': ignored('Not in the room, as wanted; the logout is answered next.'),
		'room.RECONNECTING': ignored('The deadline of the logout runs.'),
		'room.RECONNECTED': ignored('The logout is on its way.'),
		'room.RECONNECT_FAILED': { target: 'destroyed' },
		'room.KICKOUT': { target: 'destroyed' },
		'room.LOGOUT': [ofOtherRoom, { target: 'destroyed' }],
		'room.LOGOUT_FAILED': { target: 'destroyed' },
		'user.leave': ignored('Leaving already.'),
		'page.hide': { target: 'destroyed' }
	},
	after: { [delay('logout')]: { target: 'destroyed' } }
});

export const callMachine = callSetup.createMachine({
	id: 'call',
	context: ({ input }) => ({
		roomID: input.roomID,
		nextRoomID: null,
		previousRoomID: null,
		user: { userID: '', userName: input.userName },
		resume: input.resume,
		engine: { state: 'loading', failure: null },
		token: { state: 'fetching', failure: null },
		camera: { state: 'off', wanted: input.intents.camera, deviceID: null, failure: null },
		microphone: { state: 'off', wanted: input.intents.microphone, deviceID: null, failure: null },
		screen: { state: 'off', failure: null },
		publisher: null,
		players: {},
		users: {},
		quality: {},
		devices: [],
		end: null
	}),
	invoke: [
		{ id: 'engine', src: 'engineEvents', onError: failed },
		{
			id: 'camera',
			src: 'camera',
			input: ({ context }) => ({ device: 'camera', wanted: context.camera.wanted }),
			onError: { actions: { type: 'blockDevice', params: 'camera' } }
		},
		{
			id: 'microphone',
			src: 'microphone',
			input: ({ context }) => ({ device: 'microphone', wanted: context.microphone.wanted }),
			onError: { actions: { type: 'blockDevice', params: 'microphone' } }
		},
		{ id: 'screen', src: 'screen', onError: { actions: 'blockScreen' } },
		{ id: 'token', src: 'token', input: ({ context }) => ({ roomID: context.roomID }), onError: failed }
	],
	on: {
		'user.turnOn': { guard: 'isOpen', actions: 'tellDevice' },
		'user.turnOff': { guard: 'isOpen', actions: 'tellDevice' },
		'user.selectDevice': { guard: 'isOpen', actions: 'tellDevice' },
		'user.stopScreen': { guard: 'isOpen', actions: 'tellScreen' },
		'user.unblockSound': { actions: 'tellPlayers' },
		'user.retry': {
			guard: 'isOpen',
			actions: ['tellToken', 'tellDevices', 'tellPlayers', 'tellScreen', 'retryPublisher']
		},
		'page.autoplayFailed': forItsPlayer,
		'report.token': { actions: 'recordToken' },
		'report.device': { actions: 'recordDevice' },
		'report.screen': { actions: 'recordScreen' },
		'report.publisher': { actions: 'recordPublisher' },
		'report.player': { actions: 'recordPlayer' },
		'lobby.users': unheeded('It is for the lobby; in the room, updates say who comes and goes.'),
		'room.userUpdate': unheeded('It tells of another room, or of a time before or after I was in this one.'),
		'room.streamUpdate': unheeded('It tells of another room, or of a time before or after I was in this one.'),
		'device.list': whileOpen(['recordDevices', 'tellDevices']),
		'device.lost': whileOpen('tellDevice'),
		'device.permission': whileOpen('tellDevice'),
		'screen.ended': whileOpen('tellScreen'),
		'token.willExpire': whileOpen('tellToken'),
		'network.quality': whileOpen('recordQuality'),
		'engine.log': unheeded('It is for the recording of the call.'),
		'remote.device': forItsPlayer,
		'publisher.NO_PUBLISH': forItsPublisher,
		'publisher.PUBLISH_REQUESTING': forItsPublisher,
		'publisher.PUBLISHING': forItsPublisher,
		'player.NO_PLAY': forItsPlayer,
		'player.PLAY_REQUESTING': forItsPlayer,
		'player.PLAYING': forItsPlayer
	},
	initial: 'idle',
	states: everyState({
		idle,
		creating,
		loggingIn,
		publishing,
		inCall,
		reconnecting,
		loggingOut,
		destroyed: {
			type: 'final',
			description: 'The engine is destroyed, every track, connection, socket, listener and timer is gone.'
		}
	}),
	output: ({ context }) => ({
		end: context.end,
		intents: { camera: context.camera.wanted, microphone: context.microphone.wanted }
	})
});

export type CallActor = ActorRefFrom<typeof callMachine>;
export type CallSnapshot = SnapshotFrom<typeof callMachine>;
