/** Our names of the devices, and the browser's of their tracks. */
import type { DeviceKind } from '../../../../machines/engine';

export const DEVICES = ['camera', 'microphone'] as const satisfies readonly DeviceKind[];
export const TRACK_KIND = { camera: 'video', microphone: 'audio' } as const satisfies Record<DeviceKind, string>;
