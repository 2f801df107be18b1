import type { DeviceContext, DeviceFact } from './types';

/** Another device is taken now or in a moment: for everyone else, this one is opening. */
const SEEN_AS: Readonly<Record<string, DeviceFact['state']>> = {
	recovering: 'opening',
	returning: 'opening',
	trying: 'opening'
};
/** In these states the device that counts is the one that is there, not the one that was chosen. */
const IS_OPEN: ReadonlySet<string> = new Set(['on', 'muted', 'returning', 'trying']);

export const deviceFact = (
	state: string,
	{ wanted, choice, deviceID, failure }: Pick<DeviceContext, 'wanted' | 'choice' | 'deviceID' | 'failure'>
): DeviceFact => ({
	state: SEEN_AS[state] ?? (state as DeviceFact['state']),
	wanted,
	choice,
	deviceID: IS_OPEN.has(state) ? deviceID : (choice?.deviceID ?? deviceID),
	failure
});
