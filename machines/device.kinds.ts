import type { DeviceChoice, DeviceKind } from './engine';

export const DEVICE_KINDS = ['camera', 'microphone'] as const satisfies readonly DeviceKind[];

/** The ID of the browser's own entry for the system's default. Chromium has one for microphones and speakers. */
export const SYSTEM_DEFAULT = 'default';

/** The chosen one: by its ID or, if the browser has given it a new one, by its label. */
export const chosenIn = <Info extends DeviceChoice>(devices: readonly Info[], choice: DeviceChoice): Info | undefined =>
	devices.find(({ deviceID }) => deviceID === choice.deviceID) ??
	devices.find(({ label }) => label !== '' && label === choice.label);
