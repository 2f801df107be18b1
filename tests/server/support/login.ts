/** An operator's login: signs access tokens, as `docs/deploy.md` shows. */
import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT, type JWK, type JWTHeaderParameters } from 'jose';
import { ROOM } from './server';

export const AUTH_SECRET = 'a secret of 32 bytes at the least';

type Key = Parameters<SignJWT['sign']>[0];
type Claims = Readonly<Record<string, unknown>>;

/** Seconds. */
export const now = () => Math.floor(Date.now() / 1_000);

/** Of a guest called Ann in the room of the tests, for five minutes. A claim that is `undefined` is left out. */
const claimsWith = (changes: Claims): Claims => ({
	sub: 'ann@example.org',
	name: 'Ann',
	room: ROOM,
	role: 'guest',
	iat: now(),
	exp: now() + 300,
	...changes
});

export const sign = (
	changes: Claims = {},
	key: Key = new TextEncoder().encode(AUTH_SECRET),
	header: JWTHeaderParameters = { alg: 'HS256' }
) => new SignJWT(claimsWith(changes)).setProtectedHeader(header).sign(key);

const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** As someone makes it who has no key. */
export const unsigned = (changes: Claims = {}, signature = '') =>
	`${base64url({ alg: 'none' })}.${base64url(claimsWith(changes))}.${signature}`;

export interface KeyPair {
	readonly publicKey: JWK;
	sign(changes?: Claims): Promise<string>;
}

/** A key of the login, and its public half as a JWKS has it. */
export async function keyPair(alg = 'ES256'): Promise<KeyPair> {
	const kid = randomUUID();
	const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
	return {
		publicKey: { ...(await exportJWK(publicKey)), kid, alg },
		sign: (changes) => sign(changes, privateKey, { alg, kid })
	};
}

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
