/**
 * One capture device, camera or microphone. It keeps three things apart: what the person wants, what is so, and what is
 * in progress. Neither device waits for the other, and only the person turns one on or off.
 */
import { delay } from '../delays';
import { failureIn } from '../failure';
import { ignored } from '../ignored';
import { deviceSetup } from './setup';

const turnOn = { type: 'want', params: true } as const;
const turnOff = { type: 'want', params: false } as const;

export const deviceMachine = deviceSetup.createMachine({
	id: 'device',
	context: ({ input }) => ({ ...input, deviceID: null, failure: null, plugged: [] }),
	on: {
		'device.list': { actions: { type: 'recordPlugged', params: ({ event }) => event.devices } },
		'device.lost': ignored('Nothing is open that could be lost, or it is being released anyway.'),
		'device.permission': ignored('The permission was not what was missing. An open device reports its own loss.')
	},
	initial: 'off',
	states: {
		off: {
			description: 'Nothing of the device is sent, and a camera is dark.',
			entry: ['clearFailure', { type: 'report', params: 'off' }],
			always: { guard: 'isWanted', target: 'opening' },
			on: {
				'user.turnOn': { actions: turnOn },
				'user.toggle': { actions: turnOn },
				'user.selectDevice': {
					actions: [
						{ type: 'choose', params: ({ event }) => event.deviceID },
						{ type: 'report', params: 'off' }
					]
				}
			}
		},
		opening: {
			description: 'The browser is taking the device, or asking the person for permission.',
			tags: 'pending',
			entry: { type: 'report', params: 'opening' },
			invoke: {
				src: 'openDevice',
				input: ({ context: { device, deviceID } }) => ({ device, deviceID }),
				onDone: { target: 'on', actions: { type: 'choose', params: ({ event }) => event.output.deviceID } },
				onError: { target: 'blocked', actions: { type: 'recordFailure', params: failureIn } }
			},
			on: {
				'user.turnOff': { target: 'closing', actions: turnOff },
				'user.toggle': { target: 'closing', actions: turnOff },
				'user.selectDevice': {
					target: 'opening',
					reenter: true,
					actions: { type: 'choose', params: ({ event }) => event.deviceID }
				}
			},
			after: { [delay('deviceAnswer')]: { target: 'blocked', actions: 'recordNoAnswer' } }
		},
		on: {
			description: 'Open and sent. It is unwanted only if closing failed.',
			entry: ['clearFailure', { type: 'report', params: 'on' }],
			on: {
				'user.turnOn': { actions: [turnOn, { type: 'report', params: 'on' }] },
				'user.turnOff': { target: 'closing', actions: turnOff },
				'user.toggle': { target: 'closing', actions: turnOff },
				'user.selectDevice': [
					{
						guard: 'isWanted',
						target: 'opening',
						actions: { type: 'choose', params: ({ event }) => event.deviceID }
					},
					{
						target: 'closing',
						actions: { type: 'choose', params: ({ event }) => event.deviceID },
						description: 'The person has turned it off, so nothing new is opened. Closing is tried again.'
					}
				],
				'device.lost': [
					{ guard: 'isUnwanted', target: 'off', description: 'The device that would not close has closed.' },
					{
						guard: { type: 'isWithdrawn', params: failureIn },
						target: 'blocked',
						actions: { type: 'recordFailure', params: failureIn }
					},
					{
						target: 'recovering',
						actions: [
							{ type: 'recordFailure', params: failureIn },
							{ type: 'choose', params: null }
						]
					}
				]
			}
		},
		closing: {
			description: 'The device is being released. It counts as on until it is.',
			tags: 'pending',
			entry: { type: 'report', params: 'closing' },
			invoke: {
				src: 'closeDevice',
				input: ({ context: { device } }) => ({ device }),
				onDone: { target: 'off' },
				onError: { target: 'on' }
			},
			on: {
				'user.turnOn': {
					description: 'It opens once it is closed: a device that closes late would close the new one too.',
					actions: [turnOn, { type: 'report', params: 'closing' }]
				},
				'user.turnOff': { actions: [turnOff, { type: 'report', params: 'closing' }] },
				'user.toggle': [
					{ guard: 'isWanted', actions: [turnOff, { type: 'report', params: 'closing' }] },
					{ actions: [turnOn, { type: 'report', params: 'closing' }] }
				]
			},
			after: { [delay('deviceClose')]: { target: 'on' } }
		},
		recovering: {
			description: 'The device went away by itself. In a moment, another of its kind is taken.',
			tags: 'pending',
			entry: { type: 'report', params: 'opening' },
			on: {
				'user.turnOff': { target: 'off', actions: turnOff },
				'user.toggle': { target: 'off', actions: turnOff }
			},
			after: { [delay('deviceRecovery')]: { target: 'opening' } }
		},
		blocked: {
			description: 'Wanted, but the browser or the machine refuses. The call goes on without it.',
			entry: { type: 'report', params: 'blocked' },
			on: {
				'user.turnOff': { target: 'off', actions: turnOff },
				'user.turnOn': { target: 'opening', actions: turnOn },
				'user.toggle': { target: 'opening', actions: turnOn },
				'user.retry': { target: 'opening' },
				'user.selectDevice': {
					target: 'opening',
					actions: { type: 'choose', params: ({ event }) => event.deviceID }
				},
				'device.permission': { guard: { type: 'isGranted', params: ({ event }) => event }, target: 'opening' },
				'device.list': {
					guard: { type: 'canCure', params: ({ event }) => event.devices },
					target: 'opening',
					actions: { type: 'recordPlugged', params: ({ event }) => event.devices }
				}
			}
		}
	}
});
