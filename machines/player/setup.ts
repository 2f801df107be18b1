/** What the names in the player's chart mean. */
import { assign, setup } from 'xstate';
import { DELAYS } from '../delays';
import type { DeleteReason, DeviceKind, RemoteDeviceStatus } from '../engine';
import { failure, type Failure } from '../failure';
import { retryGuards, retryPause } from '../retry';
import { askedOf, type PictureMode } from '../pictures';
import { playStream, sizeStream } from '../services';
import { heightFor } from './height';
import type { PlayerContext, PlayerEvent, PlayerInput } from './types';

const askedFor = ({ streamID, pictures }: PlayerContext, lines: number) =>
	askedOf(streamID, heightFor(streamID, lines), pictures);

export const playerSetup = setup({
	types: {
		context: {} as PlayerContext,
		input: {} as PlayerInput,
		events: {} as PlayerEvent,
		tags: {} as 'pending'
	},
	actors: { playStream, sizeStream },
	delays: { ...DELAYS, retryPause },
	guards: {
		...retryGuards,
		hasNoPath: (_, why: Failure | null) => why?.code === 'network.noPath',
		isSpeaking: (_, { speaking }: { speaking: boolean }) => speaking,
		isQuiet: (_, { speaking }: { speaking: boolean }) => !speaking,
		isMuted: (_, { device, status }: { device: DeviceKind; status: RemoteDeviceStatus }) =>
			device === 'microphone' && status === 'MUTE',
		isHidden: ({ context }) => context.height === 0,
		isOutOfSight: (_, lines: number) => lines === 0,
		fits: ({ context }, lines: number) => askedFor(context, lines) === context.height,
		isLarger: ({ context }, lines: number) => askedFor(context, lines) > context.height
	},
	actions: {
		recordDevice: assign((_, { device, status }: { device: DeviceKind; status: RemoteDeviceStatus }) => ({
			[device]: status
		})),
		recordView: assign({ need: ({ context }, lines: number) => heightFor(context.streamID, lines) }),
		fitView: assign({ height: ({ context: { streamID, need, pictures } }) => askedOf(streamID, need, pictures) }),
		recordPictures: assign({ pictures: (_, pictures: PictureMode) => pictures }),
		recordFailure: assign({ failure: (_, why: Failure | null) => why }),
		recordTimeout: assign({ failure: () => failure('stream.timeout') }),
		recordGone: assign({ goneReason: (_, reason: DeleteReason | null) => reason }),
		clearFailure: assign({ failure: null, attempt: 0 }),
		countAttempt: assign({ attempt: ({ context }) => context.attempt + 1 })
	}
});
