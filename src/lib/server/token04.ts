/**
 * Issues and verifies ZEGO's Token04. ZEGO's cloud and our own room server use the same format.
 *
 * `"04" + base64(int64BE expire | uint16BE 16 | iv | uint16BE length | AES-256-CBC(JSON))`, key: the secret's 32 characters,
 * iv: 16 characters of [0-9a-z]. Layout: https://github.com/ZEGOCLOUD/zego_server_assistant (token/go/src/token04).
 *
 * The format has no MAC, and CBC without one can be tampered with. To ZEGO the iv is any 16 characters, so ours is a MAC:
 * an HMAC of the plaintext, which contains a random nonce (RFC 5297 calls this a synthetic IV). So no two tokens share an
 * iv, and a token with any bit changed does not verify.
 */
import { createCipheriv, createDecipheriv, createHmac, randomInt, timingSafeEqual } from 'node:crypto';
import * as v from 'valibot';
import { streamIDOf } from '../../../machines/stream';
import { accessClaims, type AccessClaims } from '../api/access';
import { roomID as roomIDSchema } from '../api/room';

const VERSION = '04';
const IV_LENGTH = 16;
const IV_ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz';
/** expire, iv length, iv, cipher length */
const HEADER_LENGTH = 8 + 2 + IV_LENGTH + 2;

export interface TokenClaims {
	readonly userID: string;
	readonly roomID: string;
	readonly publish: boolean;
	/** Unix time in seconds. */
	readonly issuedAt: number;
	readonly expiresAt: number;
	/** With access control: what the operator's login says. Never in a token for ZEGO, whose format does not have it. */
	readonly person?: Pick<AccessClaims, 'name' | 'role'>;
}

export interface TokenKey {
	readonly appID: number;
	/** 32 printable ASCII characters. */
	readonly secret: string;
}

export type TokenVerdict =
	| { readonly ok: true; readonly claims: TokenClaims }
	| { readonly ok: false; readonly code: 'auth.tokenInvalid' | 'auth.tokenExpired'; readonly detail: string };

const second = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const flag = v.picklist([0, 1]);
/** In ZEGO's `privilege`, 1 is login and 2 is publish. */
const payloadSchema = v.strictObject({
	room_id: roomIDSchema,
	privilege: v.strictObject({ 1: v.literal(1), 2: flag }),
	stream_id_list: v.array(v.string()),
	person: v.exactOptional(v.pick(accessClaims, ['name', 'role']))
});
const plainSchema = v.strictObject({
	nonce: v.pipe(v.number(), v.safeInteger()),
	ctime: second,
	app_id: second,
	user_id: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,64}$/)),
	expire: second,
	payload: v.pipe(v.string(), v.parseJson(), payloadSchema)
});

/** All that somebody may publish. ZEGO checks it in projects for which its support has turned that on. */
const streamIDsOf = (userID: string): string[] => [streamIDOf(userID, 'camera'), streamIDOf(userID, 'screen')];

/** The nonce comes first: in CBC, whoever changes the iv changes the first block. ZEGO accepts the keys in any order. */
function plaintextOf({ appID }: TokenKey, nonce: number, claims: TokenClaims): string {
	return JSON.stringify({
		nonce,
		ctime: claims.issuedAt,
		app_id: appID,
		user_id: claims.userID,
		expire: claims.expiresAt,
		payload: JSON.stringify({
			room_id: claims.roomID,
			privilege: { 1: 1, 2: claims.publish ? 1 : 0 },
			stream_id_list: streamIDsOf(claims.userID),
			person: claims.person
		})
	});
}

function ivOf({ secret }: TokenKey, plaintext: string): Buffer {
	const mac = createHmac('sha256', `token04 iv ${secret}`).update(plaintext).digest();
	return Buffer.from([...mac.subarray(0, IV_LENGTH)].map((byte) => IV_ALPHABET.charAt(byte % 36)).join(''), 'ascii');
}

/** A token for these claims. The caller decides who gets one, and for how long. Only tests give a `nonce`. */
export function issueToken(key: TokenKey, claims: TokenClaims, nonce = randomInt(1_000_000_000, 2 ** 31)): string {
	const plaintext = plaintextOf(key, nonce, claims);
	const iv = ivOf(key, plaintext);
	const cipher = createCipheriv('aes-256-cbc', Buffer.from(key.secret, 'ascii'), iv);
	const encrypted = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()]);
	const bytes = Buffer.alloc(HEADER_LENGTH + encrypted.length);
	bytes.writeBigInt64BE(BigInt(claims.expiresAt), 0);
	bytes.writeUInt16BE(IV_LENGTH, 8);
	iv.copy(bytes, 10);
	bytes.writeUInt16BE(encrypted.length, 10 + IV_LENGTH);
	encrypted.copy(bytes, HEADER_LENGTH);
	return VERSION + bytes.toString('base64');
}

const invalid = (detail: string): TokenVerdict => ({ ok: false, code: 'auth.tokenInvalid', detail });

/** Whether we issued this token, for whom, and whether it has expired. `now` is Unix time in seconds. */
export function verifyToken(key: TokenKey, token: string, now: number): TokenVerdict {
	const bytes = Buffer.from(token.slice(VERSION.length), 'base64');
	if (VERSION + bytes.toString('base64') !== token) return invalid('not a token of version 04');
	if (bytes.length <= HEADER_LENGTH || bytes.readUInt16BE(8) !== IV_LENGTH) return invalid('wrong layout');
	const iv = bytes.subarray(10, 10 + IV_LENGTH);
	const encrypted = bytes.subarray(HEADER_LENGTH);
	if (bytes.readUInt16BE(10 + IV_LENGTH) !== encrypted.length) return invalid('wrong length');

	const plaintext = decrypt(key, iv, encrypted);
	if (plaintext === null || !timingSafeEqual(ivOf(key, plaintext), iv)) return invalid('not issued with this secret');

	const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), plainSchema), plaintext);
	if (!parsed.success) return invalid('unknown contents');
	const { app_id, user_id, ctime, expire, payload } = parsed.output;
	const claims: TokenClaims = {
		userID: user_id,
		roomID: payload.room_id,
		publish: payload.privilege[2] === 1,
		issuedAt: ctime,
		expiresAt: expire,
		...(payload.person && { person: payload.person })
	};
	if (app_id !== key.appID) return invalid('for another app');
	if (bytes.readBigInt64BE(0) !== BigInt(expire) || expire <= ctime) return invalid('contradicts itself');
	if (expire <= now) return { ok: false, code: 'auth.tokenExpired', detail: `expired ${now - expire} s ago` };
	return { ok: true, claims };
}

function decrypt(key: TokenKey, iv: Buffer, encrypted: Buffer): string | null {
	try {
		const decipher = createDecipheriv('aes-256-cbc', Buffer.from(key.secret, 'ascii'), iv);
		return Buffer.concat([decipher.update(encrypted), decipher.final()]).toString('utf8');
	} catch {
		// OpenSSL throws on a wrong length or padding: we did not encrypt this.
		return null;
	}
}
