/** What is done to the noise in the microphone's sound, before anyone gets it. */
import type { NoiseSuppression } from '../../../../machines/engine';
import { failure } from '../../../../machines/failure';
import type { Strong } from '../noise/strong';

export class Noise {
	readonly #changed: () => void;
	#strong: Strong | null = null;

	/** `changed` is called when another track is to be sent. */
	constructor(changed: () => void) {
		this.#changed = changed;
	}

	/** What is sent of this track of the microphone. */
	treated(track: MediaStreamTrack | null): MediaStreamTrack | null {
		return track && (this.#strong?.treated(track) ?? track);
	}

	/** Resolves to what frees that which was used before, once nothing of it is sent any more. */
	async suppress(suppression: NoiseSuppression, signal: AbortSignal): Promise<() => void> {
		const before = this.#strong;
		if (suppression === 'strong') this.#strong = before ?? (await this.#load(signal));
		else this.#strong = null;
		return () => {
			if (before !== this.#strong) before?.close();
		};
	}

	stop(): void {
		this.#strong?.close();
		this.#strong = null;
	}

	async #load(signal: AbortSignal): Promise<Strong> {
		try {
			const strong = await import('../noise/strong');
			signal.throwIfAborted();
			return await strong.Strong.load(this.#changed, signal);
		} catch (error) {
			throw failure('device.failed', String(error));
		}
	}
}
