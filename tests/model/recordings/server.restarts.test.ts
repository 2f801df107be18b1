/** A call recorded on 2026-11-22: every event, and the state it must lead to. */
import { expect, test } from 'vitest';
import { replayedStates, type Step } from '../../../src/lib/inspect/recording/replay';

const STEPS: (Step & { state: string })[] = [
	{
		to: 'call',
		chart: 'call',
		event: {
			type: 'xstate.init',
			input: {
				roomID: 'room-1',
				userName: 'person-1',
				intents: { camera: true, microphone: true },
				resume: false
			}
		},
		state: 'idle.preparing'
	},
	{
		to: 'call/camera',
		chart: 'device',
		event: {
			type: 'xstate.init',
			input: { device: 'camera', wanted: true }
		},
		state: 'opening'
	},
	{
		to: 'call',
		event: {
			type: 'report.device',
			device: 'camera',
			fact: {
				state: 'off',
				wanted: true,
				deviceID: null,
				failure: null
			}
		},
		state: 'idle.preparing'
	},
	{
		to: 'call',
		event: {
			type: 'report.device',
			device: 'camera',
			fact: {
				state: 'opening',
				wanted: true,
				deviceID: null,
				failure: null
			}
		},
		state: 'idle.preparing'
	},
	{
		to: 'call/microphone',
		chart: 'device',
		event: {
			type: 'xstate.init',
			input: { device: 'microphone', wanted: true }
		},
		state: 'opening'
	},
	{
		to: 'call',
		event: {
			type: 'report.device',
			device: 'microphone',
			fact: {
				state: 'off',
				wanted: true,
				deviceID: null,
				failure: null
			}
		},
		state: 'idle.preparing'
	},
	{
		to: 'call',
		event: {
			type: 'report.device',
			device: 'microphone',
			fact: {
				state: 'opening',
				wanted: true,
				deviceID: null,
				failure: null
			}
		},
		state: 'idle.preparing'
	},
	{
		to: 'call/screen',
		chart: 'screen',
		event: { type: 'xstate.init' },
		state: 'off'
	},
	{
		to: 'call',
		event: {
			type: 'report.screen',
			fact: { state: 'off', failure: null }
		},
		state: 'idle.preparing'
	},
	{
		to: 'call/token',
		chart: 'token',
		event: { type: 'xstate.init', input: { roomID: 'room-1' } },
		state: 'fetching'
	},
	{
		to: 'call',
		event: {
			type: 'report.token',
			token: { state: 'fetching', failure: null },
			userID: null
		},
		state: 'idle.preparing'
	},
	{
		to: 'call/token',
		event: {
			type: 'xstate.done.actor.0.token.fetching',
			output: { userID: 'user-1', expiresIn: 3600 },
			actorId: '0.token.fetching'
		},
		state: 'valid'
	},
	{
		to: 'call',
		event: {
			type: 'report.token',
			token: { state: 'valid', failure: null },
			userID: 'user-1'
		},
		state: 'idle.preparing'
	},
	{
		to: 'call',
		event: {
			type: 'xstate.done.actor.0.call.idle.preparing',
			actorId: '0.call.idle.preparing'
		},
		state: 'idle.entering'
	},
	{
		to: 'call',
		event: { type: 'lobby.users', roomID: 'room-1', users: [] },
		state: 'idle.entering'
	},
	{
		to: 'call',
		event: {
			type: 'xstate.done.actor.0.call.idle.entering',
			actorId: '0.call.idle.entering'
		},
		state: 'idle.waiting'
	},
	{
		to: 'call',
		event: {
			type: 'device.list',
			devices: [
				{
					device: 'microphone',
					deviceID: 'device-1',
					label: 'label-1'
				},
				{
					device: 'microphone',
					deviceID: 'device-2',
					label: 'label-2'
				},
				{
					device: 'microphone',
					deviceID: 'device-3',
					label: 'label-3'
				},
				{
					device: 'camera',
					deviceID: 'device-4',
					label: 'label-4'
				},
				{
					device: 'camera',
					deviceID: 'device-5',
					label: 'label-5'
				}
			]
		},
		state: 'idle.waiting'
	},
	{
		to: 'call/camera',
		event: {
			type: 'device.list',
			devices: [
				{
					device: 'microphone',
					deviceID: 'device-1',
					label: 'label-1'
				},
				{
					device: 'microphone',
					deviceID: 'device-2',
					label: 'label-2'
				},
				{
					device: 'microphone',
					deviceID: 'device-3',
					label: 'label-3'
				},
				{
					device: 'camera',
					deviceID: 'device-4',
					label: 'label-4'
				},
				{
					device: 'camera',
					deviceID: 'device-5',
					label: 'label-5'
				}
			]
		},
		state: 'opening'
	},
	{
		to: 'call/microphone',
		event: {
			type: 'device.list',
			devices: [
				{
					device: 'microphone',
					deviceID: 'device-1',
					label: 'label-1'
				},
				{
					device: 'microphone',
					deviceID: 'device-2',
					label: 'label-2'
				},
				{
					device: 'microphone',
					deviceID: 'device-3',
					label: 'label-3'
				},
				{
					device: 'camera',
					deviceID: 'device-4',
					label: 'label-4'
				},
				{
					device: 'camera',
					deviceID: 'device-5',
					label: 'label-5'
				}
			]
		},
		state: 'opening'
	},
	{
		to: 'call/camera',
		event: {
			type: 'xstate.done.actor.0.device.opening',
			output: { deviceID: 'device-4' },
			actorId: '0.device.opening'
		},
		state: 'on'
	},
	{
		to: 'call',
		event: {
			type: 'report.device',
			device: 'camera',
			fact: {
				state: 'on',
				wanted: true,
				deviceID: 'device-4',
				failure: null
			}
		},
		state: 'idle.waiting'
	},
	{
		to: 'call',
		event: {
			type: 'device.list',
			devices: [
				{
					device: 'microphone',
					deviceID: 'device-1',
					label: 'label-1'
				},
				{
					device: 'microphone',
					deviceID: 'device-2',
					label: 'label-2'
				},
				{
					device: 'microphone',
					deviceID: 'device-3',
					label: 'label-3'
				},
				{
					device: 'camera',
					deviceID: 'device-4',
					label: 'label-4'
				},
				{
					device: 'camera',
					deviceID: 'device-5',
					label: 'label-5'
				}
			]
		},
		state: 'idle.waiting'
	},
	{
		to: 'call/camera',
		event: {
			type: 'device.list',
			devices: [
				{
					device: 'microphone',
					deviceID: 'device-1',
					label: 'label-1'
				},
				{
					device: 'microphone',
					deviceID: 'device-2',
					label: 'label-2'
				},
				{
					device: 'microphone',
					deviceID: 'device-3',
					label: 'label-3'
				},
				{
					device: 'camera',
					deviceID: 'device-4',
					label: 'label-4'
				},
				{
					device: 'camera',
					deviceID: 'device-5',
					label: 'label-5'
				}
			]
		},
		state: 'on'
	},
	{
		to: 'call/microphone',
		event: {
			type: 'device.list',
			devices: [
				{
					device: 'microphone',
					deviceID: 'device-1',
					label: 'label-1'
				},
				{
					device: 'microphone',
					deviceID: 'device-2',
					label: 'label-2'
				},
				{
					device: 'microphone',
					deviceID: 'device-3',
					label: 'label-3'
				},
				{
					device: 'camera',
					deviceID: 'device-4',
					label: 'label-4'
				},
				{
					device: 'camera',
					deviceID: 'device-5',
					label: 'label-5'
				}
			]
		},
		state: 'opening'
	},
	{
		to: 'call/microphone',
		event: {
			type: 'xstate.done.actor.0.device.opening',
			output: { deviceID: 'device-1' },
			actorId: '0.device.opening'
		},
		state: 'on'
	},
	{
		to: 'call',
		event: {
			type: 'report.device',
			device: 'microphone',
			fact: {
				state: 'on',
				wanted: true,
				deviceID: 'device-1',
				failure: null
			}
		},
		state: 'idle.waiting'
	},
	{
		to: 'call',
		event: {
			type: 'device.list',
			devices: [
				{
					device: 'microphone',
					deviceID: 'device-1',
					label: 'label-1'
				},
				{
					device: 'microphone',
					deviceID: 'device-2',
					label: 'label-2'
				},
				{
					device: 'microphone',
					deviceID: 'device-3',
					label: 'label-3'
				},
				{
					device: 'camera',
					deviceID: 'device-4',
					label: 'label-4'
				},
				{
					device: 'camera',
					deviceID: 'device-5',
					label: 'label-5'
				}
			]
		},
		state: 'idle.waiting'
	},
	{
		to: 'call/camera',
		event: {
			type: 'device.list',
			devices: [
				{
					device: 'microphone',
					deviceID: 'device-1',
					label: 'label-1'
				},
				{
					device: 'microphone',
					deviceID: 'device-2',
					label: 'label-2'
				},
				{
					device: 'microphone',
					deviceID: 'device-3',
					label: 'label-3'
				},
				{
					device: 'camera',
					deviceID: 'device-4',
					label: 'label-4'
				},
				{
					device: 'camera',
					deviceID: 'device-5',
					label: 'label-5'
				}
			]
		},
		state: 'on'
	},
	{
		to: 'call/microphone',
		event: {
			type: 'device.list',
			devices: [
				{
					device: 'microphone',
					deviceID: 'device-1',
					label: 'label-1'
				},
				{
					device: 'microphone',
					deviceID: 'device-2',
					label: 'label-2'
				},
				{
					device: 'microphone',
					deviceID: 'device-3',
					label: 'label-3'
				},
				{
					device: 'camera',
					deviceID: 'device-4',
					label: 'label-4'
				},
				{
					device: 'camera',
					deviceID: 'device-5',
					label: 'label-5'
				}
			]
		},
		state: 'on'
	},
	{
		to: 'call',
		event: { type: 'user.start', userName: 'person-1' },
		state: 'loggingIn.entering'
	},
	{
		to: 'call',
		event: { type: 'room.LOGINING', roomID: 'room-1', failure: null },
		state: 'loggingIn.entering'
	},
	{
		to: 'call/publisher',
		chart: 'publisher',
		event: {
			type: 'xstate.init',
			input: { streamID: 'user-1_camera' }
		},
		state: 'open.requesting'
	},
	{
		to: 'call',
		event: {
			type: 'report.publisher',
			fact: {
				streamID: 'user-1_camera',
				state: 'requesting',
				failure: null
			}
		},
		state: 'loggingIn.entering'
	},
	{
		to: 'call',
		event: {
			type: 'publisher.PUBLISH_REQUESTING',
			streamID: 'user-1_camera',
			failure: null
		},
		state: 'loggingIn.entering'
	},
	{
		to: 'call/publisher',
		event: {
			type: 'publisher.PUBLISH_REQUESTING',
			streamID: 'user-1_camera',
			failure: null
		},
		state: 'open.requesting'
	},
	{
		to: 'call',
		event: {
			type: 'report.publisher',
			fact: {
				streamID: 'user-1_camera',
				state: 'requesting',
				failure: null
			}
		},
		state: 'loggingIn.entering'
	},
	{
		to: 'call',
		event: { type: 'room.LOGINED', roomID: 'room-1', failure: null },
		state: 'publishing'
	},
	{
		to: 'call',
		event: {
			type: 'publisher.PUBLISHING',
			streamID: 'user-1_camera',
			failure: null
		},
		state: 'publishing'
	},
	{
		to: 'call/publisher',
		event: {
			type: 'publisher.PUBLISHING',
			streamID: 'user-1_camera',
			failure: null
		},
		state: 'open.publishing'
	},
	{
		to: 'call',
		event: {
			type: 'report.publisher',
			fact: {
				streamID: 'user-1_camera',
				state: 'publishing',
				failure: null
			}
		},
		state: 'inCall.talking'
	},
	{
		to: 'call',
		event: {
			type: 'room.userUpdate',
			roomID: 'room-1',
			update: 'ADD',
			users: [
				{
					userID: 'user-2',
					userName: 'person-2'
				}
			],
			reason: null
		},
		state: 'inCall.talking'
	},
	{
		to: 'call',
		event: {
			type: 'room.streamUpdate',
			roomID: 'room-1',
			update: 'ADD',
			streams: [
				{
					streamID: 'user-2_camera',
					user: { userID: 'user-2', userName: 'person-2' }
				}
			],
			reason: null
		},
		state: 'inCall.talking'
	},
	{
		to: 'call/player:user-2_camera',
		chart: 'player',
		event: {
			type: 'xstate.init',
			input: {
				streamID: 'user-2_camera',
				user: { userID: 'user-2', userName: 'person-2' }
			}
		},
		state: 'open.delivery.requesting & open.sound.audible'
	},
	{
		to: 'call',
		event: {
			type: 'report.player',
			fact: {
				streamID: 'user-2_camera',
				user: { userID: 'user-2', userName: 'person-2' },
				state: 'requesting',
				sound: 'audible',
				camera: 'OPEN',
				microphone: 'OPEN',
				failure: null
			}
		},
		state: 'inCall.talking'
	},
	{
		to: 'call',
		event: {
			type: 'report.player',
			fact: {
				streamID: 'user-2_camera',
				user: { userID: 'user-2', userName: 'person-2' },
				state: 'requesting',
				sound: 'audible',
				camera: 'OPEN',
				microphone: 'OPEN',
				failure: null
			}
		},
		state: 'inCall.talking'
	},
	{
		to: 'call',
		event: {
			type: 'remote.device',
			streamID: 'user-2_camera',
			device: 'camera',
			status: 'OPEN'
		},
		state: 'inCall.talking'
	},
	{
		to: 'call/player:user-2_camera',
		event: {
			type: 'remote.device',
			streamID: 'user-2_camera',
			device: 'camera',
			status: 'OPEN'
		},
		state: 'open.delivery.requesting & open.sound.audible'
	},
	{
		to: 'call',
		event: {
			type: 'report.player',
			fact: {
				streamID: 'user-2_camera',
				user: { userID: 'user-2', userName: 'person-2' },
				state: 'requesting',
				sound: 'audible',
				camera: 'OPEN',
				microphone: 'OPEN',
				failure: null
			}
		},
		state: 'inCall.talking'
	},
	{
		to: 'call',
		event: {
			type: 'remote.device',
			streamID: 'user-2_camera',
			device: 'microphone',
			status: 'OPEN'
		},
		state: 'inCall.talking'
	},
	{
		to: 'call/player:user-2_camera',
		event: {
			type: 'remote.device',
			streamID: 'user-2_camera',
			device: 'microphone',
			status: 'OPEN'
		},
		state: 'open.delivery.requesting & open.sound.audible'
	},
	{
		to: 'call',
		event: {
			type: 'report.player',
			fact: {
				streamID: 'user-2_camera',
				user: { userID: 'user-2', userName: 'person-2' },
				state: 'requesting',
				sound: 'audible',
				camera: 'OPEN',
				microphone: 'OPEN',
				failure: null
			}
		},
		state: 'inCall.talking'
	},
	{
		to: 'call',
		event: {
			type: 'player.PLAY_REQUESTING',
			streamID: 'user-2_camera',
			failure: null
		},
		state: 'inCall.talking'
	},
	{
		to: 'call/player:user-2_camera',
		event: {
			type: 'player.PLAY_REQUESTING',
			streamID: 'user-2_camera',
			failure: null
		},
		state: 'open.delivery.requesting & open.sound.audible'
	},
	{
		to: 'call',
		event: {
			type: 'report.player',
			fact: {
				streamID: 'user-2_camera',
				user: { userID: 'user-2', userName: 'person-2' },
				state: 'requesting',
				sound: 'audible',
				camera: 'OPEN',
				microphone: 'OPEN',
				failure: null
			}
		},
		state: 'inCall.talking'
	},
	{
		to: 'call',
		event: {
			type: 'player.PLAYING',
			streamID: 'user-2_camera',
			failure: null
		},
		state: 'inCall.talking'
	},
	{
		to: 'call/player:user-2_camera',
		event: {
			type: 'player.PLAYING',
			streamID: 'user-2_camera',
			failure: null
		},
		state: 'open.delivery.playing & open.sound.audible'
	},
	{
		to: 'call',
		event: {
			type: 'report.player',
			fact: {
				streamID: 'user-2_camera',
				user: { userID: 'user-2', userName: 'person-2' },
				state: 'playing',
				sound: 'audible',
				camera: 'OPEN',
				microphone: 'OPEN',
				failure: null
			}
		},
		state: 'inCall.talking'
	},
	{
		to: 'call',
		event: {
			type: 'network.quality',
			userID: 'user-2',
			uplink: 0,
			downlink: 0
		},
		state: 'inCall.talking'
	},
	{
		to: 'call',
		event: {
			type: 'network.quality',
			userID: '',
			uplink: 0,
			downlink: 0
		},
		state: 'inCall.talking'
	},
	{
		to: 'call',
		event: { type: 'user.turnOff', device: 'microphone' },
		state: 'inCall.talking'
	},
	{
		to: 'call/microphone',
		event: { type: 'user.turnOff', device: 'microphone' },
		state: 'closing'
	},
	{
		to: 'call',
		event: {
			type: 'report.device',
			device: 'microphone',
			fact: {
				state: 'closing',
				wanted: false,
				deviceID: 'device-1',
				failure: null
			}
		},
		state: 'inCall.talking'
	},
	{
		to: 'call/microphone',
		event: {
			type: 'xstate.done.actor.0.device.closing',
			actorId: '0.device.closing'
		},
		state: 'off'
	},
	{
		to: 'call',
		event: {
			type: 'report.device',
			device: 'microphone',
			fact: {
				state: 'off',
				wanted: false,
				deviceID: 'device-1',
				failure: null
			}
		},
		state: 'inCall.talking'
	},
	{
		to: 'call',
		event: {
			type: 'room.RECONNECTING',
			roomID: 'room-1',
			failure: {
				code: 'network.broken',
				category: 'network',
				retryable: true,
				detail: ''
			}
		},
		state: 'reconnecting'
	},
	{
		to: 'call',
		event: { type: 'token.willExpire', roomID: 'room-1' },
		state: 'reconnecting'
	},
	{
		to: 'call/token',
		event: { type: 'token.willExpire', roomID: 'room-1' },
		state: 'renewing'
	},
	{
		to: 'call',
		event: {
			type: 'network.quality',
			userID: 'user-2',
			uplink: 0,
			downlink: 0
		},
		state: 'reconnecting'
	},
	{
		to: 'call',
		event: {
			type: 'network.quality',
			userID: '',
			uplink: 0,
			downlink: 0
		},
		state: 'reconnecting'
	},
	{
		to: 'call/token',
		event: {
			type: 'xstate.done.actor.0.token.renewing',
			output: { userID: 'user-1', expiresIn: 3600 },
			actorId: '0.token.renewing'
		},
		state: 'valid'
	},
	{
		to: 'call',
		event: {
			type: 'report.token',
			token: { state: 'valid', failure: null },
			userID: 'user-1'
		},
		state: 'reconnecting'
	},
	{
		to: 'call',
		event: {
			type: 'room.RECONNECTED',
			roomID: 'room-1',
			failure: null
		},
		state: 'inCall.talking'
	},
	{
		to: 'call/publisher',
		event: { type: 'stream.resume' },
		state: 'open.publishing'
	},
	{
		to: 'call/player:user-2_camera',
		event: { type: 'stream.resume' },
		state: 'open.delivery.playing & open.sound.audible'
	},
	{
		to: 'call',
		event: {
			type: 'remote.device',
			streamID: 'user-2_camera',
			device: 'camera',
			status: 'MUTE'
		},
		state: 'inCall.talking'
	},
	{
		to: 'call/player:user-2_camera',
		event: {
			type: 'remote.device',
			streamID: 'user-2_camera',
			device: 'camera',
			status: 'MUTE'
		},
		state: 'open.delivery.playing & open.sound.audible'
	},
	{
		to: 'call',
		event: {
			type: 'report.player',
			fact: {
				streamID: 'user-2_camera',
				user: { userID: 'user-2', userName: 'person-2' },
				state: 'playing',
				sound: 'audible',
				camera: 'MUTE',
				microphone: 'OPEN',
				failure: null
			}
		},
		state: 'inCall.talking'
	},
	{
		to: 'call',
		event: {
			type: 'remote.device',
			streamID: 'user-2_camera',
			device: 'microphone',
			status: 'MUTE'
		},
		state: 'inCall.talking'
	},
	{
		to: 'call/player:user-2_camera',
		event: {
			type: 'remote.device',
			streamID: 'user-2_camera',
			device: 'microphone',
			status: 'MUTE'
		},
		state: 'open.delivery.playing & open.sound.audible'
	},
	{
		to: 'call',
		event: {
			type: 'report.player',
			fact: {
				streamID: 'user-2_camera',
				user: { userID: 'user-2', userName: 'person-2' },
				state: 'playing',
				sound: 'audible',
				camera: 'MUTE',
				microphone: 'MUTE',
				failure: null
			}
		},
		state: 'inCall.talking'
	},
	{
		to: 'call',
		event: {
			type: 'room.streamUpdate',
			roomID: 'room-1',
			update: 'DELETE',
			streams: [
				{
					streamID: 'user-2_camera',
					user: { userID: 'user-2', userName: 'person-2' }
				}
			],
			reason: 'left'
		},
		state: 'inCall.talking'
	},
	{
		to: 'call/player:user-2_camera',
		event: { type: 'stream.DELETE', reason: 'left' },
		state: 'gone'
	},
	{
		to: 'call',
		event: {
			type: 'xstate.done.actor.player:user-2_camera',
			output: { reason: 'left' },
			actorId: 'player:user-2_camera'
		},
		state: 'inCall.talking'
	},
	{
		to: 'call',
		event: {
			type: 'player.NO_PLAY',
			streamID: 'user-2_camera',
			failure: null
		},
		state: 'inCall.talking'
	},
	{
		to: 'call',
		event: {
			type: 'room.userUpdate',
			roomID: 'room-1',
			update: 'DELETE',
			users: [
				{
					userID: 'user-2',
					userName: 'person-2'
				}
			],
			reason: 'left'
		},
		state: 'inCall.talking'
	},
	{
		to: 'call',
		event: { type: 'user.leave' },
		state: 'loggingOut'
	},
	{
		to: 'call/publisher',
		event: { type: 'xstate.stop' },
		state: 'open.publishing'
	},
	{
		to: 'call/camera',
		event: { type: 'xstate.stop' },
		state: 'on'
	},
	{
		to: 'call/microphone',
		event: { type: 'xstate.stop' },
		state: 'off'
	},
	{
		to: 'call/screen',
		event: { type: 'xstate.stop' },
		state: 'off'
	},
	{
		to: 'call/token',
		event: { type: 'xstate.stop' },
		state: 'valid'
	},
	{
		to: 'call',
		event: {
			type: 'publisher.NO_PUBLISH',
			streamID: 'user-1_camera',
			failure: null
		},
		state: 'loggingOut'
	},
	{
		to: 'call',
		event: {
			type: 'xstate.done.actor.0.call.loggingOut',
			actorId: '0.call.loggingOut'
		},
		state: 'loggingOut'
	},
	{
		to: 'call',
		event: { type: 'room.LOGOUT', roomID: 'room-1', failure: null },
		state: 'destroyed'
	}
];

test('the recorded call comes to destroyed the way it did', () => {
	expect(replayedStates(STEPS)).toEqual(STEPS.map(({ state }) => state));
});
