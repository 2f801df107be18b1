/** What the names in the player's chart mean. */
import { assign, setup } from 'xstate';
import { DELAYS } from '../delays';
import type { DeleteReason, DeviceKind, RemoteDeviceStatus } from '../engine';
import { failure, type Failure } from '../failure';
import { retryGuards, retryPause } from '../retry';
import { playStream } from '../services';
import type { PlayerContext, PlayerEvent, PlayerInput } from './types';

export const playerSetup = setup({
	types: {
		context: {} as PlayerContext,
		input: {} as PlayerInput,
		events: {} as PlayerEvent,
		tags: {} as 'pending'
	},
	actors: { playStream },
	delays: { ...DELAYS, retryPause },
	guards: {
		...retryGuards,
		hasNoPath: (_, why: Failure | null) => why?.code === 'network.noPath',
		isSpeaking: (_, { speaking }: { speaking: boolean }) => speaking,
		isQuiet: (_, { speaking }: { speaking: boolean }) => !speaking,
		isMuted: (_, { device, status }: { device: DeviceKind; status: RemoteDeviceStatus }) =>
			device === 'microphone' && status === 'MUTE'
	},
	actions: {
		recordDevice: assign((_, { device, status }: { device: DeviceKind; status: RemoteDeviceStatus }) => ({
			[device]: status
		})),
		recordFailure: assign({ failure: (_, why: Failure | null) => why }),
		recordTimeout: assign({ failure: () => failure('stream.timeout') }),
		recordGone: assign({ goneReason: (_, reason: DeleteReason | null) => reason }),
		clearFailure: assign({ failure: null, attempt: 0 }),
		countAttempt: assign({ attempt: ({ context }) => context.attempt + 1 })
	}
});
