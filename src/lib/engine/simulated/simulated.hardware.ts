/** The cameras, microphones and the screen of the simulated computer: what is plugged in, and what is open. */
import type { DeviceInfo, DeviceKind, EngineEvent } from '../../../../machines/engine';
import { failure } from '../../../../machines/failure';
import { MY_SCREEN, PREVIEW } from '../media';
import type { Pictures } from './simulated.media';

const device = (kind: DeviceKind, number: number): DeviceInfo => ({
	device: kind,
	deviceID: `${kind}-${number}`,
	label: `Simulated ${kind} ${number}`
});

const USUAL_DEVICES: readonly DeviceInfo[] = [
	device('camera', 1),
	device('camera', 2),
	device('microphone', 1),
	device('microphone', 2)
];

export class Hardware {
	readonly #tell: (event: EngineEvent) => void;
	readonly #pictures: Pictures;
	readonly #open = new Map<DeviceKind, string>();
	/** The window that is shared, or will be, is minimised. */
	screenMuted = false;
	#devices: readonly DeviceInfo[];

	constructor(tell: (event: EngineEvent) => void, pictures: Pictures, devices = USUAL_DEVICES) {
		this.#tell = tell;
		this.#pictures = pictures;
		this.#devices = devices;
	}

	get openDevices(): DeviceKind[] {
		return [...this.#open.keys()];
	}

	/** Returns the ID of the opened device; null if there is none. */
	open(kind: DeviceKind, deviceID: string | null): string | null {
		const info = this.#devices.find((info) => info.device === kind && info.deviceID === (deviceID ?? info.deviceID));
		if (!info) return null;
		this.#open.set(kind, info.deviceID);
		if (kind === 'camera') this.#pictures.show(PREVIEW, info.deviceID);
		return info.deviceID;
	}

	close(kind: DeviceKind): void {
		this.#open.delete(kind);
		if (kind === 'camera') this.#pictures.hide(PREVIEW);
	}

	captureScreen(): { muted: boolean } {
		this.#pictures.show(MY_SCREEN);
		return { muted: this.screenMuted };
	}

	releaseScreen(): void {
		this.#pictures.hide(MY_SCREEN);
	}

	releaseAll(): void {
		this.close('camera');
		this.close('microphone');
		this.releaseScreen();
	}

	tellDevices(): void {
		this.#tell({ type: 'device.list', devices: [...this.#devices] });
	}

	unplug(deviceID: string): void {
		this.#devices = this.#devices.filter((info) => info.deviceID !== deviceID);
		for (const [kind, open] of [...this.#open])
			if (open === deviceID) {
				this.close(kind);
				this.#tell({ type: 'device.lost', device: kind, failure: failure('device.unplugged', 'simulated') });
			}
		this.tellDevices();
	}

	plugIn(info: DeviceInfo): void {
		this.#devices = [...this.#devices, info];
		this.tellDevices();
	}

	/** The shared window is minimised, or seen again. */
	muteScreen(muted: boolean): void {
		this.screenMuted = muted;
		this.#tell({ type: 'screen.muted', muted });
	}

	/** The browser's own "Stop sharing" was pressed. */
	endScreen(): void {
		this.releaseScreen();
		this.#tell({ type: 'screen.ended' });
	}
}
