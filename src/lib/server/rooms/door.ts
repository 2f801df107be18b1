import type { TokenClaims } from '../token04';

/** So that a room where people come and go for days remembers no endless list. */
const REMEMBERED = 100;

type Visitor = Pick<TokenClaims, 'userID' | 'person'>;

/** The door of one room: who decides over it, and who may come in while it is locked. It outlives the room for a while. */
export class Door {
	/** Who was in the room first. */
	#creator: string | null = null;
	/** Where they came from. */
	#address = '';
	/** Who has been in the room, the latest last. */
	readonly #known = new Set<string>();
	#isLocked = false;

	get address(): string {
		return this.#address;
	}

	/** With access control the operator's login says who is a host. Otherwise it is who created the room. */
	isHost({ userID, person }: Visitor): boolean {
		return person ? person.role === 'host' : userID === this.#creator;
	}

	/** A locked room lets in who has been there, and hosts. */
	admits(visitor: Visitor): boolean {
		return !this.#isLocked || this.#known.has(visitor.userID) || this.isHost(visitor);
	}

	/** Someone from this address comes in. */
	openedFrom(address: string): void {
		this.#address ||= address;
	}

	/** Someone is in. */
	remember(userID: string): void {
		this.#creator ??= userID;
		this.#known.delete(userID);
		this.#known.add(userID);
		const [oldest] = this.#known;
		if (this.#known.size > REMEMBERED && oldest !== undefined) this.#known.delete(oldest);
	}

	/** Someone was removed: a locked room stays closed to them. */
	forget(userID: string): void {
		this.#known.delete(userID);
	}

	/** Nobody new comes in from now on. `members`: who is in. */
	lock(members: Iterable<string>): void {
		for (const userID of members) this.remember(userID);
		this.#isLocked = true;
	}

	unlock(): void {
		this.#isLocked = false;
	}

	reset(): void {
		this.#creator = null;
		this.#address = '';
		this.#known.clear();
		this.#isLocked = false;
	}
}
