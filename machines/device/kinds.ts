import type { DeviceKind } from '../engine';

export const DEVICE_KINDS = ['camera', 'microphone'] as const satisfies readonly DeviceKind[];
