import type { TokenClaims } from '../token04';

/** ZEGO warns 30 s ahead (ms). A token that lives less than a minute warns half-way. */
const WARN_BEFORE = 30_000;

export interface TokenObserver {
	willExpire(): void;
	/** Called `grace` milliseconds after the expiry. */
	expired(): void;
}

/** A verified token in use. It tells its observer before it expires and when it has. */
export class ActiveToken {
	readonly claims: TokenClaims;
	readonly #timers: readonly NodeJS.Timeout[];

	constructor(claims: TokenClaims, grace: number, observer: TokenObserver) {
		this.claims = claims;
		const life = (claims.expiresAt - claims.issuedAt) * 1_000;
		const left = claims.expiresAt * 1_000 - Date.now();
		this.#timers = [
			setTimeout(() => observer.willExpire(), left - Math.min(WARN_BEFORE, life / 2)),
			setTimeout(() => observer.expired(), left + grace)
		];
	}

	get isExpired(): boolean {
		return this.claims.expiresAt * 1_000 <= Date.now();
	}

	dispose(): void {
		for (const timer of this.#timers) clearTimeout(timer);
	}
}
