/** The settings of access control. Without `AUTH_SECRET` and `AUTH_JWKS` there is none. */
import * as v from 'valibot';
import { ConfigError } from '../config.error';
import { isKeySource } from './jwks';

/** RFC 7518, 3.2: a key for HS256 has at least the size of its hash. */
const SECRET_BYTES = 32;

const isPage = (text: string) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);

export const accessEnvironment = {
	AUTH_SECRET: v.optional(
		v.pipe(
			v.string(),
			v.check(
				(secret) => Buffer.byteLength(secret) >= SECRET_BYTES,
				`AUTH_SECRET must have at least ${SECRET_BYTES} bytes.`
			)
		)
	),
	AUTH_JWKS: v.optional(
		v.pipe(
			v.string(),
			v.check(
				isKeySource,
				'AUTH_JWKS must be an https: address, or a file with a JSON Web Key Set of public keys (RSA, EC or OKP).'
			)
		)
	),
	AUTH_ISSUER: v.optional(v.string()),
	AUTH_AUDIENCE: v.optional(v.string()),
	AUTH_URL: v.optional(
		v.pipe(v.string(), v.check(isPage, 'AUTH_URL must be the address of your login, e.g. https://example.org/login.'))
	)
};

const environment = v.object(accessEnvironment);

export interface AccessSettings {
	/** One secret that login and app share, or the public keys of the login. */
	readonly keys: { readonly secret: string } | { readonly jwks: string };
	/** What `iss` and `aud` of a token must be; `null`: anything. */
	readonly issuer: string | null;
	readonly audience: string | null;
	/** Where people log in. */
	readonly url: string | null;
}

/** Throws `ConfigError`. */
export function accessOf(e: v.InferOutput<typeof environment>): AccessSettings | null {
	const { AUTH_SECRET: secret, AUTH_JWKS: jwks } = e;
	if (secret !== undefined && jwks !== undefined) {
		throw new ConfigError('AUTH_SECRET and AUTH_JWKS exclude each other: a login signs with one or the other.');
	}
	const without = (['AUTH_ISSUER', 'AUTH_AUDIENCE', 'AUTH_URL'] as const).find((name) => e[name] !== undefined);
	if (secret === undefined && jwks === undefined) {
		if (without === undefined) return null;
		throw new ConfigError(`${without} needs AUTH_SECRET or AUTH_JWKS beside it: without them nobody has to log in.`);
	}
	return {
		keys: secret === undefined ? { jwks: jwks ?? '' } : { secret },
		issuer: e.AUTH_ISSUER ?? null,
		audience: e.AUTH_AUDIENCE ?? null,
		url: e.AUTH_URL ?? null
	};
}
