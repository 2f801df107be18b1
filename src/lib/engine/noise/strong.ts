/**
 * RNNoise (https://jmvalin.ca/demo/rnnoise), which knows voices from other sounds, in a worklet of its own. This file and what it fetches
 * are loaded only when somebody wants it.
 */
import { loadRnnoise, RnnoiseWorkletNode } from '@sapphi-red/web-noise-suppressor';
import simdUrl from '@sapphi-red/web-noise-suppressor/rnnoise_simd.wasm?url';
import url from '@sapphi-red/web-noise-suppressor/rnnoise.wasm?url';
// oxlint-disable-next-line import/default -- Vite's address of the file
import workletUrl from '@sapphi-red/web-noise-suppressor/rnnoiseWorklet.js?url';
import { failure } from '../../../../machines/failure';

/** RNNoise has learnt from sound at this rate. */
const RATE = 48_000;
/** Too quiet to be heard where the last of it is still in the worklet. */
const WHISPER = 0.001;
/** How often it is looked whether it has begun (ms). */
const LOOK = 20;

export class Strong {
	readonly #context: AudioContext;
	readonly #node: RnnoiseWorkletNode;
	readonly #output: MediaStreamAudioDestinationNode;
	readonly #life = new AbortController();
	#input: MediaStreamTrack | null = null;
	#source: MediaStreamAudioSourceNode | null = null;

	/** Resolves when sound comes through. `changed` is called when none does any more, and when it does again. */
	static async load(changed: () => void, signal: AbortSignal): Promise<Strong> {
		const context = new AudioContext({ sampleRate: RATE, latencyHint: 'interactive' });
		try {
			const [wasmBinary] = await Promise.all([
				loadRnnoise({ url, simdUrl }, { signal }),
				context.audioWorklet.addModule(workletUrl)
			]);
			// A worklet does not tell that it could not compile it.
			await WebAssembly.compile(wasmBinary);
			const strong = new Strong(context, wasmBinary, changed);
			await strong.#begins(signal).catch((error: unknown) => {
				strong.close();
				throw error;
			});
			return strong;
		} catch (error) {
			if (context.state !== 'closed') void context.close();
			throw failure('device.failed', String(error));
		}
	}

	private constructor(context: AudioContext, wasmBinary: ArrayBuffer, changed: () => void) {
		this.#context = context;
		this.#node = new RnnoiseWorkletNode(context, { maxChannels: 1, wasmBinary });
		this.#node.channelCount = 1;
		this.#node.channelCountMode = 'explicit';
		this.#output = new MediaStreamAudioDestinationNode(context, { channelCount: 1 });
		this.#node.connect(this.#output);
		context.addEventListener('statechange', changed, this.#life);
		// Some browsers want a click on the page first.
		const resume = () => void context.resume().catch(() => undefined);
		addEventListener('pointerdown', resume, this.#life);
		addEventListener('keydown', resume, this.#life);
	}

	/** What is left of the sound of this track; null while nothing comes through. */
	treated(track: MediaStreamTrack): MediaStreamTrack | null {
		if (this.#context.state !== 'running' || !this.#follow(track)) return null;
		return this.#output.stream.getAudioTracks()[0] ?? null;
	}

	close(): void {
		this.#life.abort();
		this.#source?.disconnect();
		this.#node.destroy();
		for (const track of this.#output.stream.getTracks()) track.stop();
		if (this.#context.state !== 'closed') void this.#context.close();
	}

	#follow(track: MediaStreamTrack): boolean {
		if (track === this.#input) return true;
		try {
			const source = new MediaStreamAudioSourceNode(this.#context, { mediaStream: new MediaStream([track]) });
			this.#source?.disconnect();
			source.connect(this.#node);
			this.#source = source;
			this.#input = track;
			return true;
		} catch (error) {
			// Firefox does not bring together what has different sample rates.
			console.debug('microphone not connected', error);
			return false;
		}
	}

	/** A worklet is silent until it has compiled the program: nobody is to miss a word. */
	async #begins(signal: AbortSignal): Promise<void> {
		const tone = new OscillatorNode(this.#context);
		const whisper = new GainNode(this.#context, { gain: WHISPER });
		const look = new AnalyserNode(this.#context);
		const samples = new Float32Array(look.fftSize);
		this.#node.disconnect();
		tone.connect(whisper).connect(this.#node).connect(look);
		tone.start();
		await new Promise<void>((resolve, reject) => {
			const timer = setInterval(() => {
				look.getFloatTimeDomainData(samples);
				if (!signal.aborted && samples.every((sample) => sample === 0)) return;
				clearInterval(timer);
				if (signal.aborted) reject(signal.reason as Error);
				else resolve();
			}, LOOK);
		});
		tone.stop();
		whisper.disconnect();
		this.#node.disconnect();
		this.#node.connect(this.#output);
	}
}
