import type { DeviceKind } from './engine';

export const DEVICE_KINDS = ['camera', 'microphone'] as const satisfies readonly DeviceKind[];

/** The ID of the browser's own entry for the system's default. Chromium has one for microphones. */
export const SYSTEM_DEFAULT = 'default';
