import type { DeviceChoice, DeviceInfo } from '../engine';
import type { Failure } from '../failure';
import type { Assert, IsJson } from '../json';
import type { ServiceFailed } from '../services';

export type SpeakerInput = { choice: DeviceChoice | null };

export type SpeakerContext = {
	/** Which one the person wants; null for the system's default. */
	choice: DeviceChoice | null;
	/** Why sound does not come out of the chosen one. */
	failure: Failure | null;
	/** The speakers there are, as the browser has listed them last. */
	plugged: DeviceChoice[];
};
export type ContextIsJson = Assert<IsJson<SpeakerContext>>;

export type SpeakerEvent =
	/** An empty ID is the system's default. */
	| { type: 'user.selectDevice'; deviceID: string }
	| { type: 'user.testSpeaker' }
	| { type: 'device.list'; devices: DeviceInfo[] }
	/** All sound goes to the chosen one. */
	| { type: 'speaker.used' }
	| ServiceFailed;

/** `choice` is the person's intent, the rest is the fact. */
export type SpeakerFact = {
	state: 'usual' | 'awaited' | 'asked' | 'used' | 'missing' | 'failed';
	choice: DeviceChoice | null;
	failure: Failure | null;
	/** The test sound is to be heard. */
	isTested: boolean;
};
