/** Access control: whom the operator's own login lets in. The login gives each person a JWT, and the page shows it here. */
import { errors, jwtVerify } from 'jose';
import type { Logger } from 'pino';
import * as v from 'valibot';
import type { FailureCode } from '../../../../machines/failure';
import { accessClaims, accessToken, isForRoom, type AccessClaims } from '../../api/access';
import { personNamed, personOf } from '../seat';
import { keysFrom } from './jwks';
import type { AccessSettings } from './settings';

/**
 * Each kind of key has its own list. Otherwise a public key, which everyone has, would be taken for the secret of HS256
 * (RFC 8725, 2.1), and `none` for a signature.
 */
const WITH_SECRET = ['HS256'];
const WITH_PUBLIC_KEY = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

/** Seconds by which the clock of the login may be ahead. A token that has expired by ours is over. */
const CLOCK_TOLERANCE = 10;

/** How many removals. They are forgotten when the server restarts. */
const REMEMBERED = 10_000;

export interface AccessRefusal {
	readonly ok: false;
	readonly status: 401 | 403 | 503;
	readonly code: Extract<
		FailureCode,
		'auth.forbidden' | 'auth.accessExpired' | 'kicked.byHost' | 'network.tokenUnreachable'
	>;
	readonly detail: string;
}
export type AccessVerdict = { readonly ok: true; readonly claims: AccessClaims } | AccessRefusal;

const unknown = (detail: string): AccessRefusal => ({ ok: false, status: 401, code: 'auth.forbidden', detail });
const forbidden = (code: AccessRefusal['code'], detail: string): AccessRefusal => ({
	ok: false,
	status: 403,
	code,
	detail
});
const wrongClaim = (name: string | null) => unknown(`the claim ${name ?? ''} is missing or wrong`);
const EXPIRED: AccessRefusal = {
	ok: false,
	status: 401,
	code: 'auth.accessExpired',
	detail: 'the access token has expired'
};

/** What an unreachable or broken address of keys leads to. Everything else is the token's own fault. */
const isOfKeys = (error: unknown) =>
	!(error instanceof errors.JOSEError) ||
	['ERR_JOSE_GENERIC', 'ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID'].includes(error.code);

export class AccessControl {
	readonly #log: Logger;
	/** By room and person: Unix time of the removal in seconds. Oldest first. */
	readonly #removals = new Map<string, number>();
	readonly #payloadOf: (token: string) => Promise<unknown>;

	constructor({ keys, issuer, audience }: AccessSettings, log: Logger) {
		this.#log = log;
		const options = {
			algorithms: 'secret' in keys ? WITH_SECRET : WITH_PUBLIC_KEY,
			requiredClaims: ['exp'],
			clockTolerance: CLOCK_TOLERANCE,
			...(issuer !== null && { issuer }),
			...(audience !== null && { audience })
		};
		const key = 'secret' in keys ? new TextEncoder().encode(keys.secret) : keysFrom(keys.jwks);
		this.#payloadOf = async (token) => (await jwtVerify(token, key, options)).payload;
	}

	/** Whether this `Authorization` header opens this room. */
	async check(authorization: string | null, roomID: string): Promise<AccessVerdict> {
		const [, token] = /^Bearer (\S+)$/i.exec(authorization ?? '') ?? [];
		if (token === undefined) return unknown('no access token');
		if (!v.is(accessToken, token)) return unknown('not an access token');
		try {
			const parsed = v.safeParse(accessClaims, await this.#payloadOf(token));
			return parsed.success ? this.#judge(parsed.output, roomID) : wrongClaim(v.getDotPath(parsed.issues[0]));
		} catch (error) {
			if (isOfKeys(error)) return this.#keysUnreachable(error);
			if (error instanceof errors.JWTExpired) return EXPIRED;
			return error instanceof errors.JWTClaimValidationFailed
				? wrongClaim(error.claim)
				: unknown('not signed by the login');
		}
	}

	/** Someone was removed from a room: what the login gave them until now does not let them in again. */
	remove(roomID: string, userID: string): void {
		const key = `${roomID} ${personOf(userID)}`;
		this.#removals.delete(key);
		this.#removals.set(key, Math.floor(Date.now() / 1_000));
		const [oldest] = this.#removals.keys();
		if (this.#removals.size > REMEMBERED && oldest !== undefined) this.#removals.delete(oldest);
	}

	#judge(claims: AccessClaims, roomID: string): AccessVerdict {
		if (claims.exp * 1_000 <= Date.now()) return EXPIRED;
		if (!isForRoom(claims, roomID)) return forbidden('auth.forbidden', 'the access token is for another room');
		const removedAt = this.#removals.get(`${roomID} ${personNamed(claims.sub)}`) ?? -1;
		if ((claims.iat ?? 0) <= removedAt) return forbidden('kicked.byHost', 'removed after this access token was issued');
		return { ok: true, claims };
	}

	/** The page asks again in a moment. */
	#keysUnreachable(err: unknown): AccessRefusal {
		this.#log.error({ err }, 'the keys of AUTH_JWKS cannot be read');
		return { ok: false, status: 503, code: 'network.tokenUnreachable', detail: 'the keys of the login cannot be read' };
	}
}
