/** What the names in the chart of my voice mean. */
import { setup } from 'xstate';
import { DELAYS } from '../delays';
import type { VoiceEvent } from './types';

export const voiceSetup = setup({
	types: { context: {} as Record<never, never>, events: {} as VoiceEvent },
	delays: DELAYS,
	guards: {
		isSpeaking: (_, { speaking }: { speaking: boolean }) => speaking,
		isQuiet: (_, { speaking }: { speaking: boolean }) => !speaking
	}
});
