import type { DeviceKind } from '../../../../machines/engine';

/** The kind of a device's `MediaStreamTrack`. */
export const TRACK_KIND = { camera: 'video', microphone: 'audio' } as const satisfies Record<DeviceKind, string>;
