/** One capture device, camera or microphone, and its track. */
import type { DeviceKind } from '../../../../machines/engine';
import { failure, type Failure } from '../../../../machines/failure';
import { deviceFailure } from './failures';
import { TRACK_KIND } from './track.kind';
import { permissionOf } from './watch';

/** Wishes, not demands. A mesh encodes once for each other person: ZEGO's default size keeps a laptop with five of them cool. */
const WISHES = {
	camera: { width: { ideal: 640 }, height: { ideal: 360 }, frameRate: { ideal: 30, max: 30 } },
	microphone: { echoCancellation: true, noiseSuppression: true, autoGainControl: true }
};

const deviceIDOf = (track: MediaStreamTrack) => track.getSettings().deviceId ?? '';

export class CaptureDevice {
	readonly #kind: DeviceKind;
	readonly #lost: (failure: Failure) => void;
	#held: MediaStreamTrack | null = null;

	constructor(kind: DeviceKind, lost: (failure: Failure) => void) {
		this.#kind = kind;
		this.#lost = lost;
	}

	/** What it captures; null while it is off. */
	get track(): MediaStreamTrack | null {
		return this.#held?.enabled ? this.#held : null;
	}

	/** The track is held also while the microphone is off, so that it is back at once. */
	get held(): MediaStreamTrack | null {
		return this.#held;
	}

	async open(deviceID: string | null, signal: AbortSignal): Promise<string> {
		const held = this.#held;
		if (held && (deviceID === null || deviceIDOf(held) === deviceID)) {
			held.enabled = true;
			return deviceIDOf(held);
		}
		// Before the other is taken: phones have one camera pipeline, and on iOS a second microphone silences the first.
		this.release();
		const track = await take(this.#kind, deviceID);
		if (signal.aborted) {
			track.stop();
			signal.throwIfAborted();
		}
		this.release();
		this.#held = track;
		track.onended = () => void this.#end(track);
		return deviceIDOf(track);
	}

	/** A camera must go dark; a microphone is held, silent. */
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

	/** Unplugged, taken away by the system, or its permission withdrawn. */
	async #end(track: MediaStreamTrack): Promise<void> {
		const permission = await permissionOf(this.#kind);
		if (this.#held !== track) return;
		this.release();
		this.#lost(failure(permission?.state === 'denied' ? 'device.denied' : 'device.unplugged'));
	}
}

async function take(kind: DeviceKind, deviceID: string | null): Promise<MediaStreamTrack> {
	const { mediaDevices } = navigator as Partial<Navigator>;
	if (!mediaDevices) throw failure(isSecureContext ? 'browser.unsupported' : 'browser.insecure');
	const device = deviceID === null ? {} : { deviceId: { exact: deviceID } };
	const constraints = { [TRACK_KIND[kind]]: { ...WISHES[kind], ...device } };
	try {
		const [track] = (await mediaDevices.getUserMedia(constraints)).getTracks();
		if (track) return track;
	} catch (error) {
		throw deviceFailure(error);
	}
	throw failure('device.failed', 'no track');
}
