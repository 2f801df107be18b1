/** Which devices there are, and which the browser lets us use. */
import { DEVICE_KINDS } from '../../../../machines/device.kinds';
import type { DeviceInfo, DeviceKind, EngineEvent } from '../../../../machines/engine';
import { canChooseSpeaker } from '../sound.output';
import { TRACK_KIND } from './track.kind';

/** Null if the browser can't be asked, like older Firefox: the next use of the device shows it. */
export async function permissionOf(device: DeviceKind): Promise<PermissionStatus | null> {
	try {
		return await navigator.permissions.query({ name: device });
	} catch {
		return null;
	}
}

/** Null of a speaker where none can be chosen. */
function kindOf(kind: MediaDeviceKind): DeviceInfo['device'] | null {
	if (kind === 'audiooutput') return canChooseSpeaker() ? 'speaker' : null;
	return DEVICE_KINDS.find((one) => kind === `${TRACK_KIND[one]}input`) ?? null;
}

/** Until the first permission, browsers give neither names nor IDs, only the kind of each device. */
export async function listDevices(): Promise<DeviceInfo[]> {
	const { mediaDevices } = navigator as Partial<Navigator>;
	const found = (await mediaDevices?.enumerateDevices()) ?? [];
	return found.flatMap(({ kind, deviceId, label }) => {
		const device = kindOf(kind);
		return device ? [{ device, deviceID: deviceId, label }] : [];
	});
}

/** Reports changes until `signal` aborts. */
export function watchDevices(emit: (event: EngineEvent) => void, tellDevices: () => void, signal: AbortSignal): void {
	const { mediaDevices } = navigator as Partial<Navigator>;
	mediaDevices?.addEventListener('devicechange', tellDevices, { signal });
	for (const device of DEVICE_KINDS) {
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
