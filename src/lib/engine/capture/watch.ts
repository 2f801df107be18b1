/** What the browser tells of devices by itself: which there are, and which it lets us use. */
import type { DeviceInfo, DeviceKind, EngineEvent } from '../../../../machines/engine';

const KINDS: Partial<Record<MediaDeviceKind, DeviceKind>> = { videoinput: 'camera', audioinput: 'microphone' };

/** Not devices of their own: names that Chromium on Windows gives to others, and which go stale when those change. */
const ALIASES = new Set(['default', 'communications']);

/** Null where the browser has no such permission to ask for, as in older Firefox: the next use of the device tells. */
export async function permissionOf(device: DeviceKind): Promise<PermissionStatus | null> {
	try {
		return await navigator.permissions.query({ name: device as PermissionName });
	} catch {
		return null;
	}
}

/** Before the first permission browsers give neither names nor IDs, only that there is something. */
export async function listDevices(): Promise<DeviceInfo[]> {
	const found = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
	return found.flatMap(({ kind, deviceId, label }) => {
		const device = KINDS[kind];
		return device && !ALIASES.has(deviceId) ? [{ device, deviceID: deviceId, label }] : [];
	});
}

/** Until `signal` aborts. */
export function watchDevices(emit: (event: EngineEvent) => void, tellDevices: () => void, signal: AbortSignal): void {
	navigator.mediaDevices?.addEventListener('devicechange', tellDevices, { signal });
	for (const device of ['camera', 'microphone'] as const) {
		void permissionOf(device).then((permission) => {
			if (signal.aborted) return;
			permission?.addEventListener(
				'change',
				() => {
					emit({ type: 'device.permission', device, granted: permission.state === 'granted' });
					tellDevices();
				},
				{ signal }
			);
		});
	}
}
