/** What this browser captures for a call: camera, microphone and screen. Each can fail alone. */
import { DEVICE_KINDS } from '../../../../machines/device.kinds';
import type {
	DeviceChoice,
	DeviceKind,
	EngineEvent,
	NoiseSuppression,
	OpenedDevice,
	RemoteDeviceStatus
} from '../../../../machines/engine';
import { failure, type Failure } from '../../../../machines/failure';
import { MY_SCREEN, PREVIEW, type MediaRegistry } from '../media';
import { CaptureDevice, type CameraLines } from './device';
import { Noise } from './noise';
import { Prompt } from './prompt';
import { takeScreen } from './screen';
import { TRACK_KIND } from './track.kind';
import { Voice } from './voice';
import { listDevices, watchDevices } from './watch';

export interface CaptureOptions {
	readonly media: MediaRegistry;
	readonly emit: (event: EngineEvent) => void;
	/** What is asked of cameras, until `resizeCamera`. */
	readonly lines: CameraLines;
	/** Called when a device's track has changed. Resolves when the new track is sent. */
	readonly changed: (device: DeviceKind) => Promise<void>;
	/** Called when the pictures of the shared screen stop or come again. */
	readonly screenChanged: () => void;
}

export class Capture {
	/** Always the same object: tracks are added and removed. */
	readonly preview = new MediaStream();
	readonly #options: CaptureOptions;
	readonly #life = new AbortController();
	readonly #prompt = new Prompt();
	readonly #devices: Record<DeviceKind, CaptureDevice>;
	readonly #voice: Voice;
	readonly #noise: Noise;
	#screen: MediaStream | null = null;

	constructor(options: CaptureOptions) {
		this.#options = options;
		this.#voice = new Voice((speaking) => options.emit({ type: 'device.speaking', device: 'microphone', speaking }));
		this.#noise = new Noise(() => void this.#update('microphone'));
		this.#devices = { camera: this.#device('camera'), microphone: this.#device('microphone') };
		const changed = () => {
			for (const device of DEVICE_KINDS) this.#devices[device].forgetDefault();
			void this.tellDevices();
		};
		watchDevices(options.emit, changed, this.#life.signal);
	}

	track(device: DeviceKind): MediaStreamTrack | null {
		const { track } = this.#devices[device];
		return device === 'microphone' ? this.#noise.treated(track) : track;
	}

	get screen(): MediaStream | null {
		return this.#screen;
	}

	async open(device: DeviceKind, choice: DeviceChoice | null, signal: AbortSignal): Promise<OpenedDevice> {
		// Safari before 17.4 can't join them.
		const signals = [signal, this.#life.signal];
		try {
			const track = await this.#devices[device].open(choice, signals);
			await this.#update(device);
			return { deviceID: track.getSettings().deviceId ?? '', muted: track.muted };
		} catch (error) {
			// What failed must be dark, also if it failed after it was open. One that was given up may have a successor.
			if (!signals.some(({ aborted }) => aborted)) this.#devices[device].release();
			await this.#update(device).catch(() => {
				// The first failure tells why.
			});
			throw error;
		} finally {
			void this.tellDevices();
		}
	}

	async close(device: DeviceKind): Promise<void> {
		this.#devices[device].close();
		await this.#update(device);
	}

	/** One that can't be had is followed by the browser's. */
	async suppressNoise(suppression: NoiseSuppression, signal: AbortSignal): Promise<void> {
		await this.#devices.microphone.suppressNoise(suppression !== 'off');
		await this.#update('microphone');
		const release = await this.#noise.suppress(suppression, signal);
		await this.#update('microphone').finally(release);
	}

	resizeCamera(lines: CameraLines): Promise<boolean> {
		return this.#devices.camera.resize(lines);
	}

	/** Of the shared screen, as of a camera: whether pictures of it come. */
	get screenStatus(): RemoteDeviceStatus {
		return this.#screen?.getVideoTracks().every(({ muted }) => !muted) ? 'OPEN' : 'MUTE';
	}

	async startScreen(signal: AbortSignal): Promise<{ muted: boolean }> {
		const screen = await takeScreen();
		if (signal.aborted || this.#life.signal.aborted) {
			for (const track of screen.getTracks()) track.stop();
			throw failure('screen.cancelled');
		}
		this.stopScreen();
		this.#screen = screen;
		for (const track of screen.getVideoTracks()) {
			// Text must stay readable: fewer frames are better than a blurred picture.
			track.contentHint = 'detail';
			track.onended = () => {
				this.stopScreen();
				this.#options.emit({ type: 'screen.ended' });
			};
			track.onmute = track.onunmute = () => {
				this.#options.emit({ type: 'screen.muted', muted: track.muted });
				this.#options.screenChanged();
			};
		}
		this.#options.media.set(MY_SCREEN, screen);
		return { muted: this.screenStatus === 'MUTE' };
	}

	stopScreen(): void {
		for (const track of this.#screen?.getTracks() ?? []) {
			track.onended = track.onmute = track.onunmute = null;
			track.stop();
		}
		this.#screen = null;
		this.#options.media.delete(MY_SCREEN);
	}

	release(): void {
		for (const device of DEVICE_KINDS) {
			this.#devices[device].release();
			void this.#update(device);
		}
		this.stopScreen();
	}

	async tellDevices(): Promise<void> {
		const devices = await listDevices();
		if (!this.#life.signal.aborted) this.#options.emit({ type: 'device.list', devices });
	}

	dispose(): void {
		this.#life.abort();
		this.release();
		this.#noise.stop();
	}

	#device(kind: DeviceKind): CaptureDevice {
		const listener = {
			released: () => {
				if (kind === 'microphone') this.#voice.follow(null, false);
			},
			lost: (failure: Failure) => {
				void this.#update(kind);
				this.#options.emit({ type: 'device.lost', device: kind, failure });
			},
			muted: (muted: boolean) => {
				void this.#update(kind);
				this.#options.emit({ type: 'device.muted', device: kind, muted });
			}
		};
		return new CaptureDevice(kind, this.#prompt, listener, this.#options.lines);
	}

	async #update(device: DeviceKind): Promise<void> {
		const { media, changed } = this.#options;
		const { held } = this.#devices[device];
		for (const track of this.preview.getTracks()) {
			if (track.kind === TRACK_KIND[device] && track !== held) this.preview.removeTrack(track);
		}
		if (held) this.preview.addTrack(held);
		if (this.preview.getTracks().length > 0) media.set(PREVIEW, this.preview);
		else media.delete(PREVIEW);
		if (device === 'microphone') this.#voice.follow(held, this.track(device) !== null);
		await changed(device);
	}
}
