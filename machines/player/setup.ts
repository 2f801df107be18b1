/** What the names in the player's chart mean. */
import { assign, setup } from 'xstate';
import { DELAYS, streamRetry } from '../delays';
import type { DeleteReason, DeviceKind, RemoteDeviceStatus } from '../engine';
import { failure, type Failure } from '../failure';
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
	delays: { ...DELAYS, retryPause: ({ context }) => streamRetry(context.attempt) ?? 0 },
	guards: {
		/** A stop that was asked for carries no failure. */
		isEcho: (_, why: Failure | null) => why === null,
		canRetry: ({ context }, { retryable }: Failure) => retryable && streamRetry(context.attempt) !== null
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
