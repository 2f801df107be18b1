import type { DeviceKind } from '../engine';

export type VoiceEvent =
	| { type: 'device.speaking'; device: DeviceKind; speaking: boolean }
	/** Whether the others get what it picks up. */
	| { type: 'microphone.on' }
	| { type: 'microphone.off' };

export type VoiceFact = {
	/** I speak, and the others hear it. */
	speaking: boolean;
	/** I speak though my microphone is off, and am told so. */
	mutedHint: boolean;
};
