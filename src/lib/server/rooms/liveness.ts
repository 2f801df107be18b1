/** Beats for every socket, and an end for those that fall silent. One timer for all, running only while there are sockets. */
import { BEAT } from '../../api/signalling';
import type { Session } from './session';

/** How often silence is looked for (ms): what detection takes on top of the silence itself. */
const SWEEP = 100;

export class Liveness {
	readonly #silence: number;
	readonly #sessions: ReadonlySet<Session>;
	#timer: NodeJS.Timeout | null = null;
	#sweptAt = 0;
	#beatAt = 0;

	constructor(sessions: ReadonlySet<Session>, silence: number) {
		this.#sessions = sessions;
		this.#silence = silence;
	}

	start(): void {
		if (this.#timer) return;
		this.#sweptAt = this.#beatAt = performance.now();
		this.#timer = setInterval(() => this.#sweep(performance.now()), SWEEP);
	}

	stop(): void {
		if (this.#timer) clearInterval(this.#timer);
		this.#timer = null;
	}

	#sweep(now: number): void {
		// When this process itself was held up, what the sockets said in the meantime is still unread: nobody was silent.
		const heldUp = now - this.#sweptAt > this.#silence / 2;
		this.#sweptAt = now;
		const beatIsDue = now - this.#beatAt >= BEAT - SWEEP / 2;
		if (beatIsDue) this.#beatAt = now;
		for (const session of this.#sessions) {
			if (heldUp) session.heardAt = now;
			if (now - session.heardAt > this.#silence) session.terminate();
			else if (beatIsDue) session.send({ t: 'beat' });
		}
	}
}
