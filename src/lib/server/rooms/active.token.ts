import type { TokenClaims } from '../token04';

/** ZEGO warns 30 s ahead (ms). A token that lives less than a minute warns half-way. */
const WARN_BEFORE = 30_000;

/** A verified token in use. It has no timers: Node keeps a list for each length, and no two tokens have the same milliseconds left. */
export class ActiveToken {
	readonly claims: TokenClaims;
	/** By `performance.now()`, as the end: nobody is removed because the clock of the machine was set. */
	#warnsAt: number;
	readonly #endsAt: number;

	/** `grace`: for how long it still counts once it has expired (ms). */
	constructor(claims: TokenClaims, grace: number, now = performance.now()) {
		this.claims = claims;
		const life = (claims.expiresAt - claims.issuedAt) * 1_000;
		const left = claims.expiresAt * 1_000 - Date.now();
		this.#warnsAt = now + left - Math.min(WARN_BEFORE, life / 2);
		this.#endsAt = now + left + grace;
	}

	get isExpired(): boolean {
		return this.claims.expiresAt * 1_000 <= Date.now();
	}

	/** What it is time for. The warning comes once. */
	due(now: number): 'warning' | 'end' | null {
		if (now >= this.#endsAt) return 'end';
		if (now < this.#warnsAt) return null;
		this.#warnsAt = Infinity;
		return 'warning';
	}
}
