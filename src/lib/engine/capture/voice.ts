/** Whether I speak, as far as my microphone hears it. */
import { Meter } from '../meter';
import { DECIBELS, Speech } from '../speech';

/** Several looks a syllable would tell no more (ms). */
const LOOK = 120;

export class Voice {
	readonly #tell: (speaking: boolean) => void;
	#track: MediaStreamTrack | null = null;
	#stop: () => void = () => undefined;

	constructor(tell: (speaking: boolean) => void) {
		this.#tell = tell;
	}

	/** From now on this is listened to, if there is one. */
	follow(track: MediaStreamTrack | null): void {
		if (track === this.#track) return;
		this.#track = track;
		this.#stop();
		this.#stop = track ? this.#listenTo(track) : () => undefined;
	}

	#listenTo(track: MediaStreamTrack): () => void {
		const meter = Meter.open();
		if (!meter) return () => undefined;
		const speech = new Speech(DECIBELS);
		meter.listenTo(track);
		const timer = setInterval(() => {
			if (speech.look(meter.level, performance.now())) this.#tell(speech.speaking);
		}, LOOK);
		return () => {
			clearInterval(timer);
			meter.close();
			if (speech.speaking) this.#tell(false);
		};
	}
}
