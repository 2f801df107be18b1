/** The cameras, microphones, speakers and the screen of the simulated computer: what is plugged in, and what is open. */
import { chosenIn, SYSTEM_DEFAULT } from '../../../../machines/device.kinds';
import type {
	DeviceChoice,
	DeviceInfo,
	DeviceKind,
	EngineEvent,
	NoiseSuppression,
	OpenedDevice
} from '../../../../machines/engine';
import { failure, type Failure, type FailureCode } from '../../../../machines/failure';
import { MY_SCREEN, PREVIEW } from '../media';
import type { Pictures } from './simulated.media';
import type { Scene } from './simulated.script';

const device = (kind: DeviceInfo['device'], number: number): DeviceInfo => ({
	device: kind,
	deviceID: `${kind}-${number}`,
	label: `Simulated ${kind} ${number}`
});

const USUAL_DEVICES: readonly DeviceInfo[] = [
	device('camera', 1),
	device('camera', 2),
	device('microphone', 1),
	device('microphone', 2),
	device('speaker', 1),
	device('speaker', 2)
];

export class Hardware {
	readonly #tell: (event: EngineEvent) => void;
	readonly #pictures: Pictures;
	readonly #open = new Map<DeviceKind, string>();
	#speaking = false;
	/** Once opened, a microphone is held open while it is off. */
	#hears = false;
	/** What is done to the noise in the microphone's sound. */
	noise: NoiseSuppression = 'browser';
	/** The window that is shared, or will be, is minimised. */
	screenMuted = false;
	/** The system lets nothing of these through. */
	readonly muted = new Set<DeviceKind>();
	/** The IDs of those that another program uses. */
	readonly inUse = new Set<string>();
	/** What is plugged in. The first of a kind is the browser's choice. */
	devices: readonly DeviceInfo[];

	constructor(tell: (event: EngineEvent) => void, pictures: Pictures, devices = USUAL_DEVICES) {
		this.#tell = tell;
		this.#pictures = pictures;
		this.devices = devices;
	}

	get openDevices(): DeviceKind[] {
		return [...this.#open.keys()];
	}

	/** Of what is open, what others get. */
	get sent(): DeviceKind[] {
		return this.openDevices.filter((kind) => !this.muted.has(kind));
	}

	/** Returns why not, if the device can't be opened. */
	open(kind: DeviceKind, choice: DeviceChoice | null): OpenedDevice | FailureCode {
		const all = this.devices.filter((info) => info.device === kind);
		const info = choice ? chosenIn(all, choice) : all[0];
		if (!info) return 'device.notFound';
		if (this.inUse.has(info.deviceID)) return 'device.inUse';
		this.#open.set(kind, info.deviceID);
		if (kind === 'microphone') this.#hears = true;
		if (kind === 'camera') this.#pictures.show(PREVIEW, info.deviceID);
		return { deviceID: info.deviceID, muted: this.muted.has(kind) };
	}

	/**
	 * The device that was open before is closed even if the new one fails. The devices are listed in both cases. `chosen` is asked when the
	 * device opens: undefined means that nobody wants it any more.
	 */
	opening(
		kind: DeviceKind,
		chosen: () => DeviceChoice | null | undefined,
		resolve: (opened: OpenedDevice) => void,
		reject: (why: Failure) => void
	): Omit<Scene, 'reject'> {
		const list = () => this.tellDevices();
		const open = () => {
			const choice = chosen();
			const opened = choice === undefined ? 'device.failed' : this.open(kind, choice);
			if (typeof opened === 'string') reject(failure(opened, 'simulated'));
			else resolve(opened);
		};
		return { begin: () => this.close(kind), succeed: [open, list], fail: (why) => [() => reject(why), list] };
	}

	close(kind: DeviceKind): void {
		if (kind === 'microphone') this.speak(false);
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
		this.#hears = false;
		this.releaseScreen();
	}

	tellDevices(): void {
		this.#tell({ type: 'device.list', devices: [...this.devices] });
	}

	unplug(deviceID: string): void {
		this.devices = this.devices.filter((info) => info.deviceID !== deviceID);
		for (const [kind, open] of [...this.#open])
			if (open === deviceID) {
				this.close(kind);
				this.#tell({ type: 'device.lost', device: kind, failure: failure('device.unplugged', 'simulated') });
			}
		this.tellDevices();
	}

	plugIn(info: DeviceInfo): void {
		this.devices = [...this.devices, info];
		this.tellDevices();
	}

	/** The system mutes all of the kind, or no longer does. */
	mute(kind: DeviceKind, muted: boolean): void {
		if (muted) this.muted.add(kind);
		else this.muted.delete(kind);
		if (this.#open.has(kind)) this.#tell({ type: 'device.muted', device: kind, muted });
	}

	/** I begin to speak, or cease. */
	speak(speaking: boolean): void {
		if (this.#speaking === speaking || (speaking && !this.#hears)) return;
		this.#speaking = speaking;
		this.#tell({ type: 'device.speaking', device: 'microphone', speaking });
	}

	/** The system's default microphone becomes another. */
	moveDefault(label: string): void {
		const others = this.devices.filter((info) => info.device !== 'microphone' || info.deviceID !== SYSTEM_DEFAULT);
		this.devices = [{ device: 'microphone', deviceID: SYSTEM_DEFAULT, label }, ...others];
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
