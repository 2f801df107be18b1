import type { AccessClaims } from '../api/access';
import type { Config } from './config';
import { Revocations, type Revocation } from './revocations';
import { personOf } from './seat';
import { issueToken, verifyToken, type TokenClaims, type TokenVerdict } from './token04';

const nowInSeconds = () => Math.floor(Date.now() / 1_000);

/** Whether a token lets in, or why not. */
export type Verdict = TokenVerdict | { readonly ok: false; readonly code: Revocation['code']; readonly detail: string };

/** `expiresIn` is in seconds; `expiresAt` is the same as Unix time. */
type Issued = { token: string; expiresIn: number; expiresAt: number };

type TokenConfig = Pick<Config, 'engine' | 'appID' | 'secret' | 'access' | 'tokenLifetime'>;

type Whom = Pick<TokenClaims, 'roomID'> & Partial<Pick<TokenClaims, 'userID'>>;

/** Issues, verifies and revokes tokens for one app. */
export class Tokens {
	readonly #config: TokenConfig;
	readonly #revocations: Revocations;

	constructor(config: TokenConfig) {
		this.#config = config;
		this.#revocations = new Revocations(config.tokenLifetime);
	}

	/** `lifetime` is in seconds. Nobody gets more than the configured one, nor more than the operator's login gives. */
	issue(userID: string, roomID: string, lifetime = Infinity, access: AccessClaims | null = null): Issued {
		// Tokens count in seconds: one of the second in which others were revoked begins in the next.
		const issuedAt = Math.max(nowInSeconds(), ...this.#revocationsOf({ userID, roomID }).map(({ until }) => until + 1));
		const expiresAt = Math.min(issuedAt + Math.min(lifetime, this.#config.tokenLifetime), access?.exp ?? Infinity);
		const claims = { userID, roomID, publish: true, issuedAt, expiresAt, ...this.#personOf(access) };
		return { token: issueToken(this.#config, claims), expiresIn: expiresAt - issuedAt, expiresAt };
	}

	verify(token: string): Verdict {
		const verdict = verifyToken(this.#config, token, nowInSeconds());
		if (!verdict.ok) return verdict;
		const { claims } = verdict;
		if (this.#config.access && !claims.person) {
			return { ok: false, code: 'auth.tokenInvalid', detail: 'from before access control' };
		}
		const revocation = this.#revocationsOf(claims).find(({ until }) => claims.issuedAt <= until);
		return revocation ? { ok: false, code: revocation.code, detail: 'issued before' } : verdict;
	}

	/** Refuses every token issued until now for this user in this room, in whatever tab, or for everyone. The next one is good. */
	revoke({ roomID, userID }: Whom, code: Revocation['code']): void {
		// Of a person, the tokens of all their tabs.
		const person = userID === undefined ? null : personOf(userID);
		this.#revocations.add(roomID, person, { until: nowInSeconds(), code });
	}

	#personOf(access: AccessClaims | null): Pick<TokenClaims, 'person'> {
		if (access === null || this.#config.engine === 'zego') return {};
		return { person: { name: access.name, role: access.role } };
	}

	#revocationsOf({ userID, roomID }: Pick<TokenClaims, 'userID' | 'roomID'>): Revocation[] {
		return this.#revocations.of(roomID, personOf(userID));
	}
}
