import type { FailureCode } from '../../../machines/failure';

/** How many people of a room. With one more, all tokens of the room until then count as expired, and pages ask for the next one. */
const PEOPLE = 100;
/** How many rooms. With one more, the one in which nobody was revoked for the longest is forgotten. */
const ROOMS = 10_000;
const EVERYONE = '';

/** Why tokens that were issued up to a second of Unix time are no longer good. */
export interface Revocation {
	readonly until: number;
	readonly code: Extract<FailureCode, 'kicked.byHost' | 'kicked.roomEnded' | 'auth.tokenExpired'>;
}

interface OfRoom {
	/** When the latest was made. */
	at: number;
	readonly people: Map<string, Revocation>;
}

/** Kept in memory until the tokens that they concern have expired. A restart of the server forgets them. */
export class Revocations {
	/** Of a token, in seconds. */
	readonly #lifetime: number;
	/** Those in which somebody was revoked the latest come last. */
	readonly #rooms = new Map<string, OfRoom>();

	constructor(lifetime: number) {
		this.#lifetime = lifetime;
	}

	of(roomID: string, person: string): Revocation[] {
		const people = this.#rooms.get(roomID)?.people;
		return [person, EVERYONE].flatMap((whom) => people?.get(whom) ?? []);
	}

	add(roomID: string, person: string | null, revocation: Revocation): void {
		const now = revocation.until;
		const { people } = this.#rooms.get(roomID) ?? { people: new Map<string, Revocation>() };
		if (person === null) people.clear();
		else if (people.size >= PEOPLE && !people.has(person)) {
			people.clear();
			people.set(EVERYONE, { until: now, code: 'auth.tokenExpired' });
		}
		people.set(person ?? EVERYONE, revocation);
		this.#rooms.delete(roomID);
		this.#rooms.set(roomID, { at: now, people });
		this.#forget(now);
	}

	#forget(now: number): void {
		for (const [roomID, { at }] of this.#rooms) {
			if (this.#rooms.size <= ROOMS && at + this.#lifetime >= now) return;
			this.#rooms.delete(roomID);
		}
	}
}
