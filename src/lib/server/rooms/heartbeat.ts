import { BEAT } from '../../api/signalling';
import type { Client } from './client';

/** How often to look for silent clients (ms). This adds to the time in which a loss is noticed. */
const CHECK_EVERY = 100;
/** A page that is not busy has answered a beat by then, however far away it is: its answers come as far apart as the beats (ms). */
const PING_AFTER = BEAT + CHECK_EVERY;

/**
 * Sends every client a beat each second and has it look at its token, pings who does not answer, and cuts off who stays silent. The timer
 * runs only while there are clients.
 */
export class Heartbeat {
	readonly #silence: number;
	readonly #clients: ReadonlySet<Client>;
	#timer: NodeJS.Timeout | null = null;
	#checkedAt = 0;
	#beatAt = 0;

	/** `silence`: how long a client may send nothing, not even a pong (ms). */
	constructor(clients: ReadonlySet<Client>, silence: number) {
		this.#clients = clients;
		this.#silence = silence;
	}

	start(): void {
		if (this.#timer) return;
		this.#checkedAt = this.#beatAt = performance.now();
		this.#timer = setInterval(() => this.#check(performance.now()), CHECK_EVERY);
	}

	stop(): void {
		if (this.#timer) clearInterval(this.#timer);
		this.#timer = null;
	}

	#check(now: number): void {
		// If this process was blocked, messages are still unread. So count the silence from now.
		const wasBlocked = now - this.#checkedAt > this.#silence / 2;
		this.#checkedAt = now;
		const beatIsDue = now - this.#beatAt >= BEAT - CHECK_EVERY / 2;
		if (beatIsDue) this.#beatAt = now;
		for (const client of this.#clients) {
			if (wasBlocked) client.heardAt = now;
			const silentFor = now - client.heardAt;
			if (silentFor > this.#silence) client.terminate();
			else {
				if (silentFor > PING_AFTER) client.ping();
				if (!beatIsDue) continue;
				client.beat();
				client.checkToken(now);
			}
		}
	}
}
