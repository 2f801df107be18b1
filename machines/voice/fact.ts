import type { VoiceFact } from './types';

/** The value of the chart's state. */
export type VoiceValue =
	| { unheard: 'settling' | 'quiet' | 'speaking' | 'hinted' | 'told' }
	| { heard: 'quiet' | 'speaking' };

/** Without the chart, as in old recordings, nothing is known. */
export const voiceFact = (value: VoiceValue | undefined): VoiceFact => ({
	speaking: value !== undefined && 'heard' in value && value.heard === 'speaking',
	mutedHint: value !== undefined && 'unheard' in value && value.unheard === 'hinted'
});
