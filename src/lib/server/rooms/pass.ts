/** A verified token at work: it says when it is about to expire and when it has. */
import type { TokenClaims } from '../token04';

/** ZEGO warns 30 s ahead; a token of less than a minute warns half-way. */
const WARN_BEFORE = 30_000;

export interface PassHolder {
	willExpire(): void;
	expired(): void;
}

export class Pass {
	readonly claims: TokenClaims;
	readonly #timers: readonly NodeJS.Timeout[];

	constructor(claims: TokenClaims, grace: number, holder: PassHolder) {
		this.claims = claims;
		const life = (claims.expiresAt - claims.issuedAt) * 1_000;
		const left = claims.expiresAt * 1_000 - Date.now();
		this.#timers = [
			setTimeout(() => holder.willExpire(), left - Math.min(WARN_BEFORE, life / 2)),
			setTimeout(() => holder.expired(), left + grace)
		];
	}

	get isExpired(): boolean {
		return this.claims.expiresAt * 1_000 <= Date.now();
	}

	revoke(): void {
		for (const timer of this.#timers) clearTimeout(timer);
	}
}
