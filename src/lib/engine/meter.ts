/** How loud a microphone is. All that listen share one `AudioContext`, which is there only while somebody listens. */

let shared: AudioContext | null = null;
let listening = 0;

/** Some browsers want a click on the page first. */
const resume = () => {
	shared?.resume().catch(() => {
		// Refused only when the context is being closed: nobody listens any more.
	});
};

function acquire(): AudioContext {
	if (!shared) {
		// No more often than it must: nothing of it is to be heard.
		shared = new AudioContext({ latencyHint: 'playback' });
		addEventListener('pointerdown', resume);
		addEventListener('keydown', resume);
	}
	listening++;
	return shared;
}

function release(): void {
	if (--listening > 0) return;
	removeEventListener('pointerdown', resume);
	removeEventListener('keydown', resume);
	void shared?.close();
	shared = null;
}

/** The last 20 ms of a sound: shorter than a syllable, longer than a period of the deepest voice. */
const WINDOW = 1_024;

export class Meter {
	readonly #context = acquire();
	readonly #analyser = new AnalyserNode(this.#context, { fftSize: WINDOW });
	readonly #samples = new Float32Array(WINDOW);
	readonly #life = new AbortController();
	#source: MediaStreamAudioSourceNode | null = null;

	/** Null where there is none, as where people forbid it. A call needs none. */
	static open(onrunning: (running: boolean) => void = () => undefined): Meter | null {
		return 'AudioContext' in globalThis ? new Meter(onrunning) : null;
	}

	private constructor(onrunning: (running: boolean) => void) {
		const tell = () => onrunning(this.#context.state === 'running');
		this.#context.addEventListener('statechange', tell, this.#life);
		if (this.#context.state === 'running') tell();
	}

	listenTo(track: MediaStreamTrack | null): void {
		this.#source?.disconnect();
		this.#source = track && new MediaStreamAudioSourceNode(this.#context, { mediaStream: new MediaStream([track]) });
		this.#source?.connect(this.#analyser);
	}

	/** In decibels below full scale. */
	get level(): number {
		this.#analyser.getFloatTimeDomainData(this.#samples);
		const power = this.#samples.reduce((sum, sample) => sum + sample * sample, 0) / WINDOW;
		return 10 * Math.log10(power || Number.MIN_VALUE);
	}

	close(): void {
		this.#life.abort();
		this.listenTo(null);
		release();
	}
}
