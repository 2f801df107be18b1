/** Which devices there are, and which the browser lets us use. */
import { DEVICE_KINDS } from '../../../../machines/device.kinds';
import type { DeviceChoice, DeviceInfo, DeviceKind, EngineEvent } from '../../../../machines/engine';
import { TRACK_KIND } from './track.kind';

/** Null if the browser can't be asked, like older Firefox: the next use of the device shows it. */
export async function permissionOf(device: DeviceKind): Promise<PermissionStatus | null> {
	try {
		return await navigator.permissions.query({ name: device });
	} catch {
		return null;
	}
}

/** Until the first permission, browsers give neither names nor IDs, only the kind of each device. */
export async function listDevices(): Promise<DeviceInfo[]> {
	const { mediaDevices } = navigator as Partial<Navigator>;
	const found = (await mediaDevices?.enumerateDevices()) ?? [];
	return found.flatMap(({ kind, deviceId, label }) => {
		const device = DEVICE_KINDS.find((one) => kind === `${TRACK_KIND[one]}input`);
		return device ? [{ device, deviceID: deviceId, label }] : [];
	});
}

/** The chosen one: by its ID or, if the browser has given it a new one, by its label. */
export const chosenIn = <Info extends DeviceChoice>(devices: readonly Info[], choice: DeviceChoice): Info | undefined =>
	devices.find(({ deviceID }) => deviceID === choice.deviceID) ??
	devices.find(({ label }) => label !== '' && label === choice.label);

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
