/**
 * THE CHART: what a call can do, from the lobby to the end. It owns the room and the phases of the call. Each device,
 * each stream, the screen and the token have a chart of their own, which reports here.
 * Room reasons: https://docs.zegocloud.com/article/api?doc=Express_Video_SDK_API~javascript_web~enum~ZegoRoomStateChangedReason
 */
import type { ActorRefFrom, SnapshotFrom } from 'xstate';
import { ignored } from '../ignored';
import { creating } from './creating';
import { destroyed } from './destroyed';
import { idle } from './idle';
import { inCall } from './inCall';
import { loggingIn } from './loggingIn';
import { loggingOut } from './loggingOut';
import { publishing } from './publishing';
import { reconnecting } from './reconnecting';
import { callSetup } from './setup';
import { everyState } from './states';
import { failed, forItsPlayer, forItsPublisher, tellDevice, turnsOnPictures, whileOpen } from './transitions';

const outsideTheRoom = ignored('It is about another room, or a time before or after I was in this one.');

export const callMachine = callSetup.createMachine({
	id: 'call',
	context: ({ input: { roomID, userName, intents, choices, pictures = 'automatic', noise = 'browser', resume } }) => ({
		roomID,
		nextRoomID: null,
		previousRoomID: null,
		user: { userID: '', userName },
		resume,
		engine: { state: 'loading', failure: null },
		refusal: null,
		camera: { state: 'off', wanted: intents.camera, choice: choices?.camera ?? null },
		microphone: { state: 'off', wanted: intents.microphone, choice: choices?.microphone ?? null },
		speaker: choices?.speaker ?? null,
		noise,
		token: 'fetching',
		publisher: null,
		streams: {},
		users: {},
		away: [],
		pathless: [],
		quality: {},
		devices: [],
		pictures,
		overloaded: false,
		end: null
	}),
	invoke: [
		{ id: 'engine', src: 'engineEvents', onError: failed },
		// First, so that the microphone opens as the person wants it.
		{
			id: 'noise',
			src: 'noise',
			input: ({ context: { noise } }) => ({ wanted: noise }),
			onError: ignored('Without its chart, noise is treated as browsers do.')
		},
		{
			id: 'camera',
			src: 'camera',
			input: ({ context: { camera, pictures } }) => ({
				device: 'camera',
				wanted: camera.wanted,
				choice: camera.choice,
				resting: pictures === 'audioOnly'
			}),
			onError: { actions: { type: 'blockDevice', params: 'camera' } }
		},
		{
			id: 'microphone',
			src: 'microphone',
			input: ({ context: { microphone } }) => ({
				device: 'microphone',
				wanted: microphone.wanted,
				choice: microphone.choice
			}),
			onError: { actions: { type: 'blockDevice', params: 'microphone' } }
		},
		{
			id: 'speaker',
			src: 'speaker',
			input: ({ context: { speaker } }) => ({ choice: speaker }),
			onError: ignored('Without its chart, sound comes out of the system’s default.')
		},
		{ id: 'voice', src: 'voice', onError: ignored('Without its chart, nobody is shown that I speak.') },
		{ id: 'chat', src: 'chat', onError: ignored('Without its chart, nothing is said in writing.') },
		{ id: 'screen', src: 'screen', onError: ignored('Without its chart, the screen cannot be shared.') },
		{ id: 'token', src: 'token', input: ({ context }) => ({ roomID: context.roomID }), onError: failed }
	],
	on: {
		'user.turnOn': [turnsOnPictures, { guard: 'isOpen', actions: tellDevice }],
		'user.turnOff': { guard: 'isOpen', actions: tellDevice },
		'user.toggle': [turnsOnPictures, { guard: 'isOpen', actions: tellDevice }],
		'user.selectDevice': { guard: 'isOpen', actions: tellDevice },
		'user.testSpeaker': { guard: 'isOpen', actions: { type: 'tellSpeaker', params: ({ event }) => event } },
		'user.suppressNoise': { guard: 'isOpen', actions: { type: 'tellNoise', params: ({ event }) => event } },
		'user.choosePictures': {
			guard: 'isOpen',
			actions: { type: 'choosePictures', params: ({ event }) => event.pictures }
		},
		'user.stopScreen': { guard: 'isOpen', actions: 'stopScreen' },
		'user.toggleScreen': {
			guard: 'isOpen',
			actions: 'stopScreen',
			description: 'Outside the call, sharing can only be stopped.'
		},
		'user.unblockSound': { actions: 'unblockSound' },
		'user.retry': {
			guard: 'isOpen',
			actions: [
				{ type: 'tellToken', params: ({ event }) => event },
				{ type: 'tellDevices', params: ({ event }) => event },
				{ type: 'tellScreen', params: ({ event }) => event },
				'retryStreams'
			]
		},
		'page.autoplayFailed': forItsPlayer,
		'page.streamResized': forItsPlayer,
		'page.wake': ignored('Outside a call, nobody sees or hears me.'),
		'report.token': { actions: { type: 'recordToken', params: ({ event }) => event } },
		'report.device': {
			actions: [
				{ type: 'recordDevice', params: ({ event }) => event },
				{ type: 'updateVoice', params: ({ event }) => event }
			]
		},
		'report.speaker': { actions: { type: 'recordSpeaker', params: ({ event }) => event.choice } },
		'report.noise': { actions: { type: 'recordNoise', params: ({ event }) => event.suppression } },
		'report.publisher': { actions: { type: 'recordPublisher', params: ({ event }) => event } },
		'report.message': { actions: { type: 'announceMessage', params: ({ event }) => event } },
		'lobby.users': ignored('It is for the lobby. In the room, updates say who comes and goes.'),
		'lobby.refused': ignored('Whoever waits is told; what has been asked for is refused by itself.'),
		'room.userUpdate': outsideTheRoom,
		'room.streamUpdate': outsideTheRoom,
		'room.broadcastMessage': outsideTheRoom,
		'device.list': whileOpen([
			{ type: 'recordDevices', params: ({ event }) => event.devices },
			{ type: 'tellDevices', params: ({ event }) => event },
			{ type: 'tellSpeaker', params: ({ event }) => event }
		]),
		'device.lost': whileOpen({ type: 'tellDevice', params: ({ event }) => event }),
		'device.muted': whileOpen({ type: 'tellDevice', params: ({ event }) => event }),
		'device.speaking': whileOpen({ type: 'tellVoice', params: ({ event }) => event }),
		'device.muteRequested': whileOpen({ type: 'tellDevice', params: ({ event }) => event }),
		'device.permission': whileOpen({ type: 'tellDevice', params: ({ event }) => event }),
		'screen.ended': whileOpen({ type: 'tellScreen', params: ({ event }) => event }),
		'screen.muted': whileOpen({ type: 'tellScreen', params: ({ event }) => event }),
		'token.willExpire': whileOpen({ type: 'tellToken', params: ({ event }) => event }),
		'network.quality': whileOpen({ type: 'recordQuality', params: ({ event }) => event }),
		'remote.connection': whileOpen({ type: 'recordConnection', params: ({ event }) => event }),
		'engine.overload': whileOpen({ type: 'recordOverload', params: ({ event }) => event }),
		'engine.log': ignored('It is for the recording of the call.'),
		'remote.device': forItsPlayer,
		'remote.speaking': forItsPlayer,
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
		destroyed
	}),
	output: ({ context }) => ({
		end: context.end,
		intents: { camera: context.camera.wanted, microphone: context.microphone.wanted }
	})
});

export type CallActor = ActorRefFrom<typeof callMachine>;
export type CallSnapshot = SnapshotFrom<typeof callMachine>;
