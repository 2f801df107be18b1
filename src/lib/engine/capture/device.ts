/** One capture device, camera or microphone, and its track. */
import { chosenIn, SYSTEM_DEFAULT } from '../../../../machines/device.kinds';
import type { DeviceChoice, DeviceKind } from '../../../../machines/engine';
import { asFailure, failure, type Failure } from '../../../../machines/failure';
import type { Prompt } from './prompt';
import { listDevices, permissionOf } from './watch';

/** The lines of a camera's pictures. */
export type CameraLines = 360 | 720 | 1_080;

/** Not required. */
const cameraOf = (lines: CameraLines): MediaTrackConstraints => ({
	width: { ideal: (lines * 16) / 9 },
	height: { ideal: lines },
	frameRate: { ideal: 30, max: 30 }
});
const microphoneOf = (noiseSuppression: boolean): MediaTrackConstraints => ({
	echoCancellation: true,
	noiseSuppression,
	autoGainControl: true
});

const deviceIDOf = (track: MediaStreamTrack) => track.getSettings().deviceId ?? '';

export interface DeviceListener {
	/** Nothing of the device is held open any more, nor may be by anyone else. */
	released(): void;
	lost(failure: Failure): void;
	/** The system mutes the device while it is on, or no longer does. */
	muted(muted: boolean): void;
}

export class CaptureDevice {
	readonly #kind: DeviceKind;
	readonly #prompt: Prompt;
	readonly #listener: DeviceListener;
	#held: MediaStreamTrack | null = null;
	/** The same track, while the device is on. `enabled` does not tell: ZEGO's SDK turns it off as well. */
	#open: MediaStreamTrack | null = null;
	#lines: CameraLines;
	#suppressesNoise = true;
	#retaking: AbortController | null = null;
	#resized = Promise.resolve(false);

	constructor(kind: DeviceKind, prompt: Prompt, listener: DeviceListener, lines: CameraLines) {
		this.#lines = lines;
		this.#kind = kind;
		this.#prompt = prompt;
		this.#listener = listener;
	}

	/** What is sent: null while the device is off, and while the system mutes it. */
	get track(): MediaStreamTrack | null {
		return this.#open && !this.#open.muted ? this.#open : null;
	}

	/** Also while the microphone is off: it keeps its track, so that it can be turned on at once. */
	get held(): MediaStreamTrack | null {
		return this.#held;
	}

	/** Returns the track that is on. Each signal can give it up. */
	async open(choice: DeviceChoice | null, signals: AbortSignal[]): Promise<MediaStreamTrack> {
		const held = this.#held;
		if (held && this.#isStillGood(held, choice?.deviceID ?? null)) {
			held.enabled = true;
			this.#open = held;
			return held;
		}
		// First, because phones open one camera at a time, and on iOS a second microphone silences the first.
		this.release();
		const track = await this.#prompt.take(this.#kind, this.#constraintsFor(choice));
		const aborted = signals.find((signal) => signal.aborted);
		if (aborted) {
			track.stop();
			aborted.throwIfAborted();
		}
		this.release();
		this.#open = track;
		this.#hold(track);
		// Its permission may have gone while it was being opened: no event tells of that.
		if (track.readyState === 'ended') void this.#end(track);
		return track;
	}

	/** The camera's light must go off. The microphone keeps its track, which is silent. */
	close(): void {
		if (this.#kind === 'camera') this.release();
		this.#retaking?.abort();
		if (this.#held) this.#held.enabled = false;
		this.#open = null;
	}

	/** Called when devices have changed: a track of the system's default stays with the device that was the default. */
	forgetDefault(): void {
		if (this.#held && !this.#open && deviceIDOf(this.#held) === SYSTEM_DEFAULT) this.release();
	}

	release(): void {
		this.#retaking?.abort();
		this.#retaking = null;
		if (!this.#held) return;
		unhand(this.#held);
		this.#held.stop();
		this.#held = this.#open = null;
		this.#listener.released();
	}

	/**
	 * One that the system mutes is taken anew: on iOS that gets it back. So is the browser's choice while it is on: it has become
	 * another.
	 */
	#isStillGood(held: MediaStreamTrack, deviceID: string | null): boolean {
		if (held.muted) return false;
		const isBrowsersChoice = deviceID === null || deviceID === SYSTEM_DEFAULT;
		return isBrowsersChoice ? !this.#open : deviceIDOf(held) === deviceID;
	}

	/** From now on the browser reduces the noise in its sound, or leaves it in. Resolves when that is so of what is open. */
	async suppressNoise(on: boolean): Promise<void> {
		if (on === this.#suppressesNoise) return;
		this.#suppressesNoise = on;
		const held = this.#held;
		// Another retaking takes it as it is wanted now.
		if (!held) return;
		const wasOn = this.#open !== null;
		const deviceId = deviceIDOf(held);
		// First: what Chromium captures already it goes on capturing alike, whatever is asked for, and it applies no such constraints.
		this.release();
		if (wasOn) await this.#retake(deviceId);
	}

	/** As it was, until it is opened or closed. */
	async #retake(deviceId: string): Promise<void> {
		const { signal } = (this.#retaking = new AbortController());
		let isAsWanted: boolean;
		try {
			do {
				const noise = this.#suppressesNoise;
				const constraints = { ...this.#constraints, ...(deviceId !== '' && { deviceId: { exact: deviceId } }) };
				const track = await this.#prompt.take(this.#kind, Promise.resolve(constraints));
				isAsWanted = noise === this.#suppressesNoise;
				if (signal.aborted || !isAsWanted) track.stop();
				else this.#hold((this.#open = track));
			} while (!signal.aborted && !isAsWanted);
		} catch (error) {
			if (!signal.aborted) this.#listener.lost(asFailure(error));
		}
	}

	#hold(track: MediaStreamTrack): void {
		this.#held = track;
		track.onended = () => void this.#end(track);
		track.onmute = track.onunmute = () => {
			if (this.#open) this.#listener.muted(track.muted);
		};
	}

	/** From now on its pictures have so many lines, if it can. Resolves to whether those of the open camera have changed. */
	resize(lines: CameraLines): Promise<boolean> {
		if (lines === this.#lines) return Promise.resolve(false);
		this.#lines = lines;
		this.#resized = this.#resized.then(() => this.#fitLines());
		return this.#resized;
	}

	/** One after another: a camera that is being resized may not take the next size. */
	async #fitLines(): Promise<boolean> {
		const track = this.#open;
		try {
			await track?.applyConstraints(this.#constraints);
			return track !== null;
		} catch (error) {
			// It goes on as it is: what is sent is scaled anyway.
			console.debug('camera not resized', error);
			return false;
		}
	}

	get #constraints(): MediaTrackConstraints {
		return this.#kind === 'camera' ? cameraOf(this.#lines) : microphoneOf(this.#suppressesNoise);
	}

	async #constraintsFor(choice: DeviceChoice | null): Promise<MediaTrackConstraints> {
		const device = choice && { deviceId: { exact: await idOf(this.#kind, choice) } };
		return { ...this.#constraints, ...device };
	}

	/** The device was unplugged, the system took it, or its permission was withdrawn. */
	async #end(track: MediaStreamTrack): Promise<void> {
		const permission = await permissionOf(this.#kind);
		if (this.#held !== track) return;
		this.release();
		this.#listener.lost(failure(permission?.state === 'denied' ? 'device.denied' : 'device.unplugged'));
	}
}

const unhand = (track: MediaStreamTrack) => {
	track.onended = track.onmute = track.onunmute = null;
};

/** What the browser calls the device now. */
async function idOf(kind: DeviceKind, choice: DeviceChoice): Promise<string> {
	const all = await listDevices();
	const sameKind = all.filter(({ device }) => device === kind);
	return (chosenIn(sameKind, choice) ?? choice).deviceID;
}
