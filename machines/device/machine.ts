/**
 * One capture device, camera or microphone: keeps what the person wants, what is so, and what is under way apart.
 * Neither device ever waits for the other, and nothing but the person turns one on or off.
 */
import { assign, sendParent, setup } from 'xstate';
import type { DeviceFact } from '../call/types';
import { DELAYS, delay } from '../delays';
import type { DeviceInfo, DeviceKind } from '../engine';
import { failure, failureOf, type Failure } from '../failure';
import { closeDevice, openDevice } from '../services';
import { unheeded } from '../call/exhaustive';

/** `plugged`: the IDs of this kind of device, as the browser listed them last. */
type DeviceContext = { device: DeviceKind; plugged: string[]; fact: DeviceFact };

/** What another device that is plugged in can cure. */
const CURED_BY_A_DEVICE = new Set(['device.notFound', 'device.unplugged', 'device.inUse', 'device.failed']);

type DeviceEvent =
	| { type: 'user.turnOn' }
	| { type: 'user.turnOff' }
	| { type: 'user.selectDevice'; deviceID: string }
	| { type: 'user.retry' }
	| { type: 'device.lost'; failure: Failure }
	| { type: 'device.list'; devices: DeviceInfo[] }
	| { type: 'device.permission'; granted: boolean };

const idsIn = (event: DeviceEvent, { device, plugged }: DeviceContext): string[] =>
	event.type === 'device.list'
		? event.devices.flatMap((info) => (info.device === device ? [info.deviceID] : []))
		: plugged;

export const deviceMachine = setup({
	types: {
		context: {} as DeviceContext,
		input: {} as { device: DeviceKind; wanted: boolean },
		events: {} as DeviceEvent
	},
	actors: { openDevice, closeDevice },
	delays: DELAYS,
	guards: {
		isWanted: ({ context }) => context.fact.wanted,
		isUnwanted: ({ context }) => !context.fact.wanted,
		isGranted: ({ event }) => event.type === 'device.permission' && event.granted,
		isWithdrawn: ({ event }) => failureOf(event).code === 'device.denied',
		/** Only news does: engines list the devices after every attempt to open one, also after one that failed. */
		canCure: ({ context, event }) =>
			CURED_BY_A_DEVICE.has(context.fact.failure?.code ?? '') &&
			idsIn(event, context).some((deviceID) => !context.plugged.includes(deviceID))
	},
	actions: {
		recordPlugged: assign({ plugged: ({ context, event }) => idsIn(event, context) }),
		become: assign({ fact: ({ context }, state: DeviceFact['state']) => ({ ...context.fact, state }) }),
		want: assign({ fact: ({ context }, wanted: boolean) => ({ ...context.fact, wanted }) }),
		choose: assign({ fact: ({ context }, deviceID: string | null) => ({ ...context.fact, deviceID }) }),
		recordFailure: assign({ fact: ({ context, event }) => ({ ...context.fact, failure: failureOf(event) }) }),
		recordNoAnswer: assign({ fact: ({ context }) => ({ ...context.fact, failure: failure('device.noAnswer') }) }),
		clearFailure: assign({ fact: ({ context }) => ({ ...context.fact, failure: null }) }),
		report: sendParent(({ context }) => ({ type: 'report.device', device: context.device, fact: context.fact }))
	}
}).createMachine({
	id: 'device',
	context: ({ input }) => ({
		device: input.device,
		plugged: [],
		fact: { state: 'off', wanted: input.wanted, deviceID: null, failure: null }
	}),
	on: {
		'device.list': { actions: 'recordPlugged' },
		'device.lost': unheeded('Nothing is open that could be lost, or it is being let go anyway.'),
		'device.permission': unheeded('It was not the permission that was missing; a device that is open reports its loss.')
	},
	initial: 'off',
	states: {
		off: {
			description: 'Nothing of the device is sent, and a camera is dark.',
			entry: ['clearFailure', { type: 'become', params: 'off' }, 'report'],
			always: { guard: 'isWanted', target: 'opening' },
			on: {
				'user.turnOn': { actions: { type: 'want', params: true } },
				'user.selectDevice': {
					actions: [{ type: 'choose', params: ({ event }) => event.deviceID }, 'report']
				}
			}
		},
		opening: {
			description: 'The browser is taking the device, or asking the person whether it may.',
			tags: 'pending',
			entry: [{ type: 'become', params: 'opening' }, 'report'],
			invoke: {
				src: 'openDevice',
				input: ({ context }) => ({ device: context.device, deviceID: context.fact.deviceID }),
				onDone: { target: 'on', actions: { type: 'choose', params: ({ event }) => event.output.deviceID } },
				onError: { target: 'blocked', actions: 'recordFailure' }
			},
			on: {
				'user.turnOff': { target: 'closing', actions: { type: 'want', params: false } },
				'user.selectDevice': {
					target: 'opening',
					reenter: true,
					actions: { type: 'choose', params: ({ event }) => event.deviceID }
				}
			},
			after: { [delay('deviceAnswer')]: { target: 'blocked', actions: 'recordNoAnswer' } }
		},
		on: {
			description: 'The device is open, and others get what it captures, wanted or, if it would not close, not.',
			entry: ['clearFailure', { type: 'become', params: 'on' }, 'report'],
			on: {
				'user.turnOn': { actions: [{ type: 'want', params: true }, 'report'] },
				'user.turnOff': { target: 'closing', actions: { type: 'want', params: false } },
				'user.selectDevice': [
					{
						guard: 'isWanted',
						target: 'opening',
						actions: { type: 'choose', params: ({ event }) => event.deviceID }
					},
					{
						target: 'closing',
						actions: { type: 'choose', params: ({ event }) => event.deviceID },
						description: 'Nothing new is opened for someone who has turned it off; closing is tried again.'
					}
				],
				'device.lost': [
					{ guard: 'isUnwanted', target: 'off', description: 'What could not be closed is gone by itself.' },
					{ guard: 'isWithdrawn', target: 'blocked', actions: 'recordFailure' },
					{ target: 'recovering', actions: ['recordFailure', { type: 'choose', params: null }] }
				]
			}
		},
		closing: {
			description: 'The device is being released; it counts as on until it is.',
			tags: 'pending',
			entry: [{ type: 'become', params: 'closing' }, 'report'],
			invoke: {
				src: 'closeDevice',
				input: ({ context }) => ({ device: context.device }),
				onDone: { target: 'off' },
				onError: { target: 'on' }
			},
			on: {
				'user.turnOn': {
					description: 'Not before it is closed: a device that closes late would take with it what was opened.',
					actions: [{ type: 'want', params: true }, 'report']
				},
				'user.turnOff': { actions: [{ type: 'want', params: false }, 'report'] }
			},
			after: { [delay('deviceClose')]: { target: 'on' } }
		},
		recovering: {
			description: 'The device went away by itself; in a moment any other of its kind is taken.',
			tags: 'pending',
			entry: [{ type: 'become', params: 'opening' }, 'report'],
			on: { 'user.turnOff': { target: 'off', actions: { type: 'want', params: false } } },
			after: { [delay('deviceRecovery')]: { target: 'opening' } }
		},
		blocked: {
			description: 'Wanted, but the browser or the machine says no; the call goes on without it.',
			entry: [{ type: 'become', params: 'blocked' }, 'report'],
			on: {
				'user.turnOff': { target: 'off', actions: { type: 'want', params: false } },
				'user.turnOn': { target: 'opening', actions: { type: 'want', params: true } },
				'user.retry': { target: 'opening' },
				'user.selectDevice': {
					target: 'opening',
					actions: { type: 'choose', params: ({ event }) => event.deviceID }
				},
				'device.permission': { guard: 'isGranted', target: 'opening' },
				'device.list': { guard: 'canCure', target: 'opening', actions: 'recordPlugged' }
			}
		}
	}
});
