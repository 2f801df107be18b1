/** The streams that elements show, by stream ID, and where their sound comes out. No other code outside the engines holds a `MediaStream`. */

import { SoundOutput } from './sound.output';

/** My own camera and microphone, before and during the call. */
export const PREVIEW = 'preview';
/** My own shared screen. */
export const MY_SCREEN = 'my-screen';

type Listener = () => void;

export class MediaRegistry {
	readonly output = new SoundOutput();
	readonly #streams = new Map<string, MediaStream>();
	readonly #listeners = new Map<string, Set<Listener>>();

	get(id: string): MediaStream | null {
		return this.#streams.get(id) ?? null;
	}

	set(id: string, stream: MediaStream): void {
		this.#streams.set(id, stream);
		this.#tell(id);
	}

	delete(id: string): void {
		if (this.#streams.delete(id)) this.#tell(id);
	}

	/** Calls back now and after every change. Returns the unsubscriber. */
	watch(id: string, show: (stream: MediaStream | null) => void): () => void {
		const listener = () => show(this.get(id));
		const listeners = this.#listeners.get(id) ?? new Set();
		this.#listeners.set(id, listeners.add(listener));
		listener();
		return () => {
			listeners.delete(listener);
			if (listeners.size === 0) this.#listeners.delete(id);
		};
	}

	#tell(id: string): void {
		for (const listener of [...(this.#listeners.get(id) ?? [])]) listener();
	}
}
