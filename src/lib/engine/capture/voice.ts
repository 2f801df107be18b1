/** Whether I speak, as far as my microphone hears it. */
import { Meter } from '../meter';
import { DECIBELS, Speech } from '../speech';

/** Several looks a syllable would tell no more (ms). */
const LOOK = 120;

const nothing = () => undefined;

export class Voice {
	readonly #tell: (speaking: boolean) => void;
	#key = '';
	#stop: () => void = nothing;

	constructor(tell: (speaking: boolean) => void) {
		this.#tell = tell;
	}

	/**
	 * From now on this is listened to, if there is one, also while it is off: it is held open anyway, and nothing of it leaves this
	 * page. What was told before is over.
	 */
	follow(track: MediaStreamTrack | null, isOn: boolean): void {
		const key = track ? `${track.id} ${isOn}` : '';
		if (key === this.#key) return;
		this.#key = key;
		this.#stop();
		this.#stop = track ? this.#listenTo(track) : nothing;
	}

	#listenTo(track: MediaStreamTrack): () => void {
		const meter = Meter.open();
		if (!meter) return nothing;
		// A track that is off is silent. Its copy needs no permission, lights no light, and ends with it.
		const copy = track.clone();
		copy.enabled = true;
		const speech = new Speech(DECIBELS);
		meter.listenTo(copy);
		const timer = setInterval(() => {
			if (speech.look(meter.level, performance.now())) this.#tell(speech.speaking);
		}, LOOK);
		return () => {
			clearInterval(timer);
			meter.close();
			copy.stop();
			if (speech.speaking) this.#tell(false);
		};
	}
}
