/** Where all sound of a call comes out: every element that plays it, those that come later too. The same for every engine. */
import { failure, type Failure } from '../../../machines/failure';
import { playNotes } from './notes';

/** Not on Android, nor in Safari before 18.4. */
export const canChooseSpeaker = (): boolean =>
	typeof HTMLMediaElement !== 'undefined' && 'setSinkId' in HTMLMediaElement.prototype;

/** https://w3c.github.io/mediacapture-output/#dom-htmlmediaelement-setsinkid */
const failureOfSink = (error: unknown): Failure => {
	const name = error instanceof Error ? error.name : '';
	return failure(name === 'NotFoundError' ? 'device.notFound' : 'device.failed', String(error));
};

export class SoundOutput {
	readonly #elements = new Set<HTMLMediaElement>();
	#deviceID = '';

	/** This element plays where all sound comes out, until `signal` aborts. Resolves when it does. */
	async add(element: HTMLMediaElement, signal: AbortSignal): Promise<void> {
		this.#elements.add(element);
		signal.addEventListener('abort', () => this.#elements.delete(element));
		if (this.#deviceID === '') return;
		await this.#route(element).catch((error: unknown) => {
			// Of a speaker that has just been unplugged the list of devices tells.
			console.debug('element not routed', error);
		});
	}

	/** From now on sound comes out of this speaker; an empty ID is the system's default. Rejects with a `Failure`. */
	async use(deviceID: string): Promise<void> {
		this.#deviceID = deviceID;
		if (!canChooseSpeaker()) return;
		try {
			// The new element tells whether the speaker can be had where nobody is to be heard yet.
			await Promise.all([new Audio(), ...this.#elements].map((element) => this.#route(element)));
		} catch (error) {
			throw failureOfSink(error);
		}
	}

	/** Resolves when the sound is over. */
	async playTestSound(signal: AbortSignal): Promise<void> {
		const life = new AbortController();
		signal.addEventListener('abort', () => life.abort());
		try {
			await playNotes((element) => this.add(element, life.signal), life.signal);
		} finally {
			life.abort();
		}
	}

	/** Browsers need not make two changes in the order in which they were asked for: whatever comes last, the newest wish counts. */
	async #route(element: HTMLMediaElement): Promise<void> {
		let asked: string;
		do {
			asked = this.#deviceID;
			if (element.sinkId !== asked) await element.setSinkId(asked);
		} while (asked !== this.#deviceID);
	}
}
