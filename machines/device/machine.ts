/**
 * One capture device, camera or microphone. It keeps three things apart: what the person wants, what is so, and what is
 * in progress. Neither device waits for the other, and only the person turns one on or off.
 */
import { delay } from '../delays';
import type { DeviceInfo } from '../engine';
import { failure, failureIn } from '../failure';
import { ignored } from '../ignored';
import { deviceSetup, noAnswer } from './setup';

type Of<Event> = { event: Event };
const turnOn = { type: 'want', params: true } as const;
const turnOff = { type: 'want', params: false } as const;
const choose = { type: 'choose', params: ({ event }: Of<{ deviceID: string }>) => event.deviceID } as const;
const openChosen = { target: 'opening', actions: choose } as const;
const listed = ({ event }: Of<{ devices: readonly DeviceInfo[] }>) => event.devices;
const known = (deviceID: string) => ({ deviceID, label: '' });
const recordPlugged = { type: 'recordPlugged', params: listed } as const;
const recordFailure = { type: 'recordFailure', params: failureIn } as const;
const recordNotFound = { type: 'recordFailure', params: () => failure('device.notFound') } as const;
const recordNoAnswer = { type: 'recordFailure', params: noAnswer } as const;

const output = ({ event }: Of<{ output: { deviceID: string; muted: boolean } }>) => event.output;
const recordOpened = { type: 'recordOpened', params: output } as const;
/** A device that has been opened may be muted from the start. */
const opened = <const A extends readonly unknown[]>(...actions: A) =>
	[
		{ guard: { type: 'isMuted', params: output }, target: 'muted', actions: [recordOpened, ...actions] },
		{ target: 'on', actions: [recordOpened, ...actions] }
	] as const;

/** Nobody is asked anew: a device that is in use is permitted. */
const tryOthers = [
	{
		guard: { type: 'canTryOthers', params: failureIn },
		target: 'trying',
		actions: [recordFailure, 'forgetOpened']
	}
] as const;

/** Whatever it was about to be, it is off, and the person's wish is kept. */
const resting = { 'rest.begin': { target: 'closing', actions: 'rest' } } as const;
const restingAtOnce = { 'rest.begin': { target: 'off', actions: 'rest' } } as const;

/** While another than the one that failed is looked for. */
const whileLooking = {
	...resting,
	'user.turnOff': { target: 'closing', actions: turnOff },
	'user.toggle': { target: 'closing', actions: turnOff },
	'user.selectDevice': openChosen
} as const;

/** Of a device that is open, whether or not the system mutes it. */
const whileOpen = {
	...resting,
	'user.turnOff': { target: 'closing', actions: turnOff },
	'user.selectDevice': [
		{ guard: 'isWanted', ...openChosen },
		{
			target: 'closing',
			actions: choose,
			description: 'The person has turned it off, so nothing new is opened. Closing is tried again.'
		}
	],
	'device.list': {
		guard: { type: 'hasDefaultMoved', params: listed },
		target: 'opening',
		actions: recordPlugged,
		description: 'The browser keeps to the device that was the default before.'
	},
	'device.lost': [
		{ guard: 'isUnwanted', target: 'off', description: 'The device that would not close has closed.' },
		{ guard: { type: 'isWithdrawn', params: failureIn }, target: 'blocked', actions: recordFailure },
		{ target: 'recovering', actions: [recordFailure, 'forgetOpened'] }
	]
} as const;

export const deviceMachine = deviceSetup.createMachine({
	id: 'device',
	context: ({ input }) => ({ choice: null, resting: false, ...input, deviceID: null, failure: null, plugged: [] }),
	on: {
		'device.list': { actions: recordPlugged },
		'device.lost': ignored('Nothing is open that could be lost, or it is being released anyway.'),
		'device.muted': ignored('Nothing is open that could be muted. Whatever opens says how it is.'),
		'device.muteRequested': ignored('It is not on, or is already being turned off.'),
		'request.over': ignored('Nothing is open that was asked in the room before.'),
		'device.permission': ignored('The permission was not what was missing. An open device reports its own loss.'),
		'rest.begin': { actions: 'rest' },
		'rest.end': { actions: 'wake' }
	},
	initial: 'off',
	states: {
		off: {
			description: 'Nothing of the device is sent, and a camera is dark.',
			entry: ['clearFailure', { type: 'report', params: 'off' }],
			always: { guard: 'isWanted', target: 'opening' },
			on: {
				'user.turnOn': { actions: turnOn },
				'user.turnOff': { actions: [turnOff, { type: 'report', params: 'off' }] },
				'user.toggle': { actions: turnOn },
				'user.selectDevice': { actions: [choose, { type: 'report', params: 'off' }] }
			}
		},
		opening: {
			description: 'The browser is taking the device, or asking the person for permission.',
			tags: 'pending',
			entry: { type: 'report', params: 'opening' },
			invoke: {
				src: 'openDevice',
				input: ({ context: { device, choice } }) => ({ device, choice }),
				onDone: opened({ type: 'renewChoice', params: output }, 'clearFailure'),
				onError: [
					{
						guard: { type: 'canReturn', params: failureIn },
						target: 'returning',
						actions: [recordFailure, 'keepPrevious']
					},
					...tryOthers,
					{ target: 'blocked', actions: recordFailure }
				]
			},
			on: {
				...resting,
				'user.turnOff': { target: 'closing', actions: turnOff },
				'user.toggle': { target: 'closing', actions: turnOff },
				'user.selectDevice': { ...openChosen, reenter: true }
			},
			after: {
				[delay('deviceAnswer')]: [
					{
						guard: { type: 'canReturn', params: noAnswer },
						target: 'returning',
						actions: [recordNoAnswer, 'keepPrevious']
					},
					{ target: 'blocked', actions: recordNoAnswer }
				]
			}
		},
		returning: {
			description: 'The chosen device failed. The one before is opened again, or else the browser’s choice.',
			tags: 'pending',
			entry: { type: 'report', params: 'returning' },
			invoke: {
				src: 'openDevice',
				input: ({ context: { device, deviceID } }) => ({ device, choice: deviceID === null ? null : known(deviceID) }),
				onDone: opened(),
				onError: [
					{
						guard: { type: 'isThereAnother', params: failureIn },
						target: 'returning',
						reenter: true,
						actions: 'forgetOpened'
					},
					...tryOthers,
					{ target: 'blocked', actions: recordFailure }
				]
			},
			on: whileLooking,
			after: { [delay('deviceAnswer')]: { target: 'blocked', actions: recordNoAnswer } }
		},
		trying: {
			description: 'Another program has the browser’s choice. The others are tried in turn, until one opens.',
			tags: 'pending',
			entry: ['takeNext', { type: 'report', params: 'trying' }],
			invoke: {
				src: 'openDevice',
				input: ({ context: { device, deviceID } }) => ({ device, choice: deviceID === null ? null : known(deviceID) }),
				onDone: opened(),
				onError: [
					{ guard: 'isThereNext', target: 'trying', reenter: true },
					{ target: 'blocked', actions: [recordFailure, 'forgetOpened'] }
				]
			},
			on: whileLooking,
			after: { [delay('deviceAnswer')]: { target: 'blocked', actions: recordNoAnswer } }
		},
		on: {
			description: 'Open and sent. It is unwanted only if closing failed.',
			initial: 'unasked',
			on: {
				...whileOpen,
				'user.turnOn': { target: '.unasked', actions: turnOn },
				'user.toggle': { target: 'closing', actions: turnOff },
				'device.muted': { guard: { type: 'isMuted', params: ({ event }) => event }, target: 'muted' }
			},
			states: {
				unasked: {
					description: 'Nobody asks the person to turn it off.',
					entry: { type: 'report', params: 'unasked' },
					on: { 'device.muteRequested': { target: 'asked' } }
				},
				asked: {
					description: 'A host asks the person to turn it off. Only the person does.',
					entry: { type: 'report', params: 'asked' },
					on: {
						'device.muteRequested': { description: 'The person has been asked already.' },
						'request.over': { target: 'unasked' }
					}
				}
			}
		},
		muted: {
			description: 'Open, but the system lets nothing through: a mute key, a closed shutter, a phone call.',
			entry: { type: 'report', params: 'muted' },
			on: {
				...whileOpen,
				'user.turnOn': { target: 'opening', actions: turnOn },
				'user.toggle': { target: 'opening', actions: turnOn },
				'device.muted': { guard: { type: 'isUnmuted', params: ({ event }) => event }, target: 'on' }
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
				],
				'user.selectDevice': { actions: [choose, { type: 'report', params: 'closing' }] }
			},
			after: { [delay('deviceClose')]: { target: 'on' } }
		},
		recovering: {
			description: 'The device went away by itself. In a moment, it or another of its kind is taken.',
			tags: 'pending',
			entry: { type: 'report', params: 'recovering' },
			on: {
				...restingAtOnce,
				'user.turnOff': { target: 'off', actions: turnOff },
				'user.toggle': { target: 'off', actions: turnOff },
				'user.selectDevice': openChosen
			},
			after: { [delay('deviceRecovery')]: { target: 'opening' } }
		},
		blocked: {
			description: 'Wanted, but the browser or the machine refuses. The call goes on without it.',
			entry: { type: 'report', params: 'blocked' },
			on: {
				...restingAtOnce,
				'user.turnOff': { target: 'off', actions: turnOff },
				'user.turnOn': { target: 'opening', actions: turnOn },
				'user.toggle': { target: 'opening', actions: turnOn },
				'user.retry': { target: 'opening' },
				'user.selectDevice': openChosen,
				'device.permission': { guard: { type: 'isGranted', params: ({ event }) => event }, target: 'opening' },
				'device.list': [
					{ guard: { type: 'canCure', params: listed }, target: 'opening', actions: recordPlugged },
					{
						guard: { type: 'hasGone', params: listed },
						actions: [recordPlugged, recordNotFound, { type: 'report', params: 'blocked' }],
						description: 'Whatever was wrong with it before.'
					}
				]
			}
		}
	}
});
