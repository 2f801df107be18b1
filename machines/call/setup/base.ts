/** The types and actors of the call's chart. The other files here add guards and actions, one topic each. */
import { setup } from 'xstate';
import { DELAYS } from '../../delays';
import { chatMachine } from '../../chat/machine';
import { deviceMachine } from '../../device/machine';
import { noiseMachine } from '../../noise/machine';
import { playerMachine } from '../../player/machine';
import { publisherMachine } from '../../publisher/machine';
import { screenMachine } from '../../screen/machine';
import * as services from '../../services';
import { speakerMachine } from '../../speaker/machine';
import { tokenMachine } from '../../token/machine';
import { voiceMachine } from '../../voice/machine';
import type { CallContext, CallEvent, CallInput, CallOutput, Notice } from '../types';

export type CallTag =
	| 'pending'
	/* In the room: the others see me. */
	| 'inRoom'
	/* What the page shows and says. */
	| 'lobby'
	| 'preparing'
	| 'ready'
	| 'unavailable'
	| 'connecting'
	| 'publishing'
	| 'inCall'
	| 'reconnecting'
	| 'leaving'
	| 'ended';

export const base = setup({
	types: {
		context: {} as CallContext,
		input: {} as CallInput,
		events: {} as CallEvent,
		emitted: {} as Notice,
		output: {} as CallOutput,
		tags: {} as CallTag,
		children: {} as {
			engine: 'engineEvents';
			camera: 'camera';
			microphone: 'microphone';
			speaker: 'speaker';
			noise: 'noise';
			voice: 'voice';
			chat: 'chat';
			screen: 'screen';
			token: 'token';
			publisher: 'publisher';
			[player: `player:${string}`]: 'player';
		}
	},
	actors: {
		...services,
		camera: deviceMachine,
		microphone: deviceMachine,
		speaker: speakerMachine,
		noise: noiseMachine,
		voice: voiceMachine,
		chat: chatMachine,
		screen: screenMachine,
		token: tokenMachine,
		publisher: publisherMachine,
		player: playerMachine
	},
	delays: DELAYS
});

export const without = <T>(record: Readonly<Record<string, T>>, keys: readonly string[]): Record<string, T> =>
	Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)));
