/** What a device is known by. Browsers give it a new ID at times; the label finds it again. */
export type DeviceChoice = { deviceID: string; label: string };

/** `muted`: by the system, from the start. */
export type OpenedDevice = { deviceID: string; muted: boolean };
