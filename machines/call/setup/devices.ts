/** My camera, microphone, speaker and screen. */
import { assign, enqueueActions, sendTo } from 'xstate';
import { DEVICE_KINDS } from '../../device.kinds';
import type { DeviceFact } from '../../device/types';
import type { DeviceChoice, DeviceInfo, DeviceKind, NoiseSuppression, PublisherEvent } from '../../engine';
import { streamIDOf } from '../../stream';
import type { CallContext, CallEvent, EventOf } from '../types';
import { withLobby } from './lobby';

/** Nothing more is to be waited for from a device in these states. */
const SETTLED = new Set<DeviceFact['state']>(['on', 'muted', 'blocked']);

const isResting = ({ pictures }: CallContext, device: DeviceKind): boolean =>
	device === 'camera' && pictures === 'audioOnly';

type DeviceEvent = Exclude<
	Extract<CallEvent, { device: DeviceKind | 'speaker' }>,
	EventOf<'report.device' | 'remote.device' | 'device.speaking'>
>;

export const withDevices = withLobby.extend({
	guards: {
		isOpen: ({ context }) => context.end === null,
		areDevicesSettled: ({ context }) =>
			DEVICE_KINDS.every(
				(device) => isResting(context, device) || !context[device].wanted || SETTLED.has(context[device].state)
			),
		wantsPictures: ({ context }, device: DeviceKind) => context.end === null && isResting(context, device)
	},
	actions: {
		tellDevice: sendTo(
			(_, { device }: DeviceEvent) => device,
			(_, event) => event
		),
		tellDevices: enqueueActions(({ enqueue }, event: EventOf<'device.list' | 'user.retry'>) => {
			for (const device of DEVICE_KINDS) enqueue.sendTo(device, event);
		}),
		/** What a host has asked ends with the room. */
		endRequests: enqueueActions(({ enqueue }) => {
			for (const device of DEVICE_KINDS) enqueue.sendTo(device, { type: 'request.over' });
		}),
		recordDevice: assign((_, { device, fact }: EventOf<'report.device'>) => ({
			[device]: { state: fact.state, wanted: fact.wanted, choice: fact.choice }
		})),
		/** A device's chart that threw an error takes only its own device with it. */
		blockDevice: assign(({ context }, device: DeviceKind) => ({
			[device]: { ...context[device], state: 'blocked' as const }
		})),
		recordDevices: assign({ devices: (_, devices: DeviceInfo[]) => devices }),

		tellSpeaker: sendTo('speaker', (_, event: EventOf<'device.list' | 'user.testSpeaker'>) => event),
		recordSpeaker: assign({ speaker: (_, choice: DeviceChoice | null) => choice }),

		tellNoise: sendTo('noise', (_, event: EventOf<'user.suppressNoise'>) => event),
		recordNoise: assign({ noise: (_, suppression: NoiseSuppression) => suppression }),

		tellVoice: sendTo('voice', (_, event: EventOf<'device.speaking'>) => event),
		updateVoice: enqueueActions(({ enqueue }, { device, fact }: EventOf<'report.device'>) => {
			if (device === 'microphone')
				enqueue.sendTo('voice', { type: fact.state === 'on' ? 'microphone.on' : 'microphone.off' });
		}),

		tellScreen: sendTo(
			'screen',
			(_, event: PublisherEvent | EventOf<'user.retry' | 'screen.ended' | 'screen.muted'>) => event
		),
		shareScreen: sendTo('screen', ({ context }) => ({
			type: 'screen.share' as const,
			streamID: streamIDOf(context.user.userID, 'screen')
		})),
		toggleScreen: sendTo('screen', ({ context }) => ({
			type: 'screen.toggle' as const,
			streamID: streamIDOf(context.user.userID, 'screen')
		})),
		stopScreen: sendTo('screen', { type: 'user.stopScreen' })
	}
});
