/** Sets of public keys (RFC 7517) that the operator's login signs with. */
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createLocalJWKSet, createRemoteJWKSet, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import * as v from 'valibot';

/** A key that can sign has `d`; one that two parties share has `k`. Neither is public. */
const publicKey = v.looseObject({
	kty: v.picklist(['RSA', 'EC', 'OKP']),
	d: v.optional(v.never()),
	k: v.optional(v.never())
});
const keySet = v.pipe(v.string(), v.parseJson(), v.object({ keys: v.pipe(v.array(publicKey), v.nonEmpty()) }));

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** Unencrypted only on this machine: whoever changes the keys on the way lets anyone in. */
const isSafe = ({ protocol, hostname }: URL) =>
	protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname));

const isAddress = (source: string) => /^\w+:\/\//.test(source);

/** Whether this is an address of keys, or a file with some. */
export function isKeySource(source: string): boolean {
	if (isAddress(source)) return URL.canParse(source) && isSafe(new URL(source));
	try {
		return v.is(keySet, readFileSync(source, 'utf8'));
	} catch {
		return false;
	}
}

/** The key for a token. Keys that the login adds or takes away are noticed without a restart. */
export const keysFrom = (source: string): JWTVerifyGetKey =>
	isAddress(source) ? createRemoteJWKSet(new URL(source)) : keysOfFile(source);

/** Read for each token: it is small. While it is being written, the keys of before hold. */
function keysOfFile(path: string): JWTVerifyGetKey {
	let text = '';
	let keys = createLocalJWKSet({ keys: [] });
	return async (header, token) => {
		const now = await readFile(path, 'utf8').catch(() => text);
		if (now !== text && v.is(keySet, now)) {
			keys = createLocalJWKSet(JSON.parse(now) as JSONWebKeySet);
			text = now;
		}
		return keys(header, token);
	};
}
