/** One capture device, camera or microphone, and its track. */
import type { DeviceKind } from '../../../../machines/engine';
import { failure, type Failure } from '../../../../machines/failure';
import type { Prompt } from './prompt';
import { permissionOf } from './watch';

/** Not required. Each connection encodes its own video: with ZEGO's default size a laptop can send to five people. */
const CONSTRAINTS = {
	camera: { width: { ideal: 640 }, height: { ideal: 360 }, frameRate: { ideal: 30, max: 30 } },
	microphone: { echoCancellation: true, noiseSuppression: true, autoGainControl: true }
};

const deviceIDOf = (track: MediaStreamTrack) => track.getSettings().deviceId ?? '';

export class CaptureDevice {
	readonly #kind: DeviceKind;
	readonly #prompt: Prompt;
	readonly #lost: (failure: Failure) => void;
	#held: MediaStreamTrack | null = null;

	constructor(kind: DeviceKind, prompt: Prompt, lost: (failure: Failure) => void) {
		this.#kind = kind;
		this.#prompt = prompt;
		this.#lost = lost;
	}

	/** Null while the device is off. */
	get track(): MediaStreamTrack | null {
		return this.#held?.enabled ? this.#held : null;
	}

	/** Also while the microphone is off: it keeps its track, so that it can be turned on at once. */
	get held(): MediaStreamTrack | null {
		return this.#held;
	}

	async open(deviceID: string | null, signal: AbortSignal): Promise<string> {
		const held = this.#held;
		if (held && (deviceID === null || deviceIDOf(held) === deviceID)) {
			held.enabled = true;
			return deviceIDOf(held);
		}
		// First, because phones open one camera at a time, and on iOS a second microphone silences the first.
		this.release();
		const device = deviceID === null ? {} : { deviceId: { exact: deviceID } };
		const track = await this.#prompt.take(this.#kind, { ...CONSTRAINTS[this.#kind], ...device });
		if (signal.aborted) {
			track.stop();
			signal.throwIfAborted();
		}
		this.release();
		this.#held = track;
		track.onended = () => void this.#end(track);
		return deviceIDOf(track);
	}

	/** The camera's light must go off. The microphone keeps its track, which is silent. */
	close(): void {
		if (this.#kind === 'camera') this.release();
		else if (this.#held) this.#held.enabled = false;
	}

	release(): void {
		if (!this.#held) return;
		this.#held.onended = null;
		this.#held.stop();
		this.#held = null;
	}

	/** The device was unplugged, the system took it, or its permission was withdrawn. */
	async #end(track: MediaStreamTrack): Promise<void> {
		const permission = await permissionOf(this.#kind);
		if (this.#held !== track) return;
		this.release();
		this.#lost(failure(permission?.state === 'denied' ? 'device.denied' : 'device.unplugged'));
	}
}
