import type { DeviceContext, DeviceFact } from './types';

/** Another device is taken in a moment: for everyone else, this one is opening. */
const SEEN_AS: Readonly<Record<string, DeviceFact['state']>> = { recovering: 'opening' };

export const deviceFact = (
	state: string,
	{ wanted, deviceID, failure }: Pick<DeviceContext, 'wanted' | 'deviceID' | 'failure'>
): DeviceFact => ({ state: SEEN_AS[state] ?? (state as DeviceFact['state']), wanted, deviceID, failure });
