import type { VoiceFact } from './types';

/** The value of the chart's state. */
export type VoiceValue = 'unheard' | { heard: 'quiet' | 'speaking' };

export const voiceFact = (value: VoiceValue): VoiceFact => ({
	speaking: typeof value !== 'string' && value.heard === 'speaking'
});
