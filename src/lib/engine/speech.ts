/** Whether somebody speaks, from how loud they are: told when they begin and when they cease, and not for each word. */

/** `begins`: as loud as this is speech. `goes on`: what has begun lasts while it is at least this loud. */
export type Thresholds = Readonly<Record<'begins' | 'goesOn', number>>;

/**
 * Decibels below full scale. Speech ends where hark takes a sound for silence
 * (https://github.com/otalk/hark: threshold −50), and begins a little above, so that a noisy room does not flicker.
 */
export const DECIBELS: Thresholds = { begins: -45, goesOn: -50 };

/** ZEGO's scale, 0 to 100: "when a person speaks normally, it fluctuates above 10" (`ZegoSoundLevelInfo` of its typings). */
export const ZEGO_LEVELS: Thresholds = { begins: 10, goesOn: 5 };

/** So many looks in a row must be loud: a cup that is put down is loud in one. */
const LOOKS = 2;
/** People pause between words and breathe between sentences: only after this much silence have they ceased (ms). LiveKit's servers wait as long. */
const PAUSE = 800;

export class Speech {
	readonly #thresholds: Thresholds;
	#loud = 0;
	#lastHeard = 0;
	#speaking = false;

	constructor(thresholds: Thresholds) {
		this.#thresholds = thresholds;
	}

	get speaking(): boolean {
		return this.#speaking;
	}

	/** Returns whether that has changed. */
	look(level: number, now: number): boolean {
		const before = this.#speaking;
		const { begins, goesOn } = this.#thresholds;
		if (before) {
			if (level >= goesOn) this.#lastHeard = now;
			this.#speaking = now - this.#lastHeard < PAUSE;
			return !this.#speaking;
		}
		this.#loud = level >= begins ? this.#loud + 1 : 0;
		if (this.#loud < LOOKS) return false;
		this.#loud = 0;
		this.#lastHeard = now;
		this.#speaking = true;
		return true;
	}
}

/** Whoever is heard, by the ID of their stream. */
export class Voices {
	readonly #thresholds: Thresholds;
	readonly #tell: (id: string, speaking: boolean) => void;
	readonly #known = new Map<string, Speech>();

	constructor(thresholds: Thresholds, tell: (id: string, speaking: boolean) => void) {
		this.#thresholds = thresholds;
		this.#tell = tell;
	}

	/** How loud each is. Who is not among them is not heard any more, and begins anew. */
	look(levels: ReadonlyMap<string, number>, now: number): void {
		for (const id of [...this.#known.keys()]) if (!levels.has(id)) this.forget(id);
		for (const [id, level] of levels) {
			const speech = this.#known.get(id) ?? new Speech(this.#thresholds);
			this.#known.set(id, speech);
			if (speech.look(level, now)) this.#tell(id, speech.speaking);
		}
	}

	/** They have turned off their microphone: what was said before is over at once, and whatever follows begins anew. */
	end(id: string): void {
		const wasSpeaking = this.#known.get(id)?.speaking;
		this.forget(id);
		if (wasSpeaking) this.#tell(id, false);
	}

	forget(id: string): void {
		this.#known.delete(id);
	}
}
