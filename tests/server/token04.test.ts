import { createCipheriv, createDecipheriv } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { issueToken, verifyToken, type TokenClaims } from '../../src/lib/server/token04';

const KEY = { appID: 1_234_567_890, secret: '0123456789abcdef0123456789ABCDEF' };
const CLAIMS: TokenClaims = {
	userID: 'u0123456789',
	roomID: 'room-1',
	publish: true,
	issuedAt: 1_700_000_000,
	expiresAt: 1_700_003_600
};
const NOW = 1_700_000_001;

/** Reads ZEGO's layout, without our own code. */
function layoutOf(token: string) {
	const bytes = Buffer.from(token.slice(2), 'base64');
	const ivLength = bytes.readUInt16BE(8);
	const iv = bytes.subarray(10, 10 + ivLength);
	const cipherLength = bytes.readUInt16BE(10 + ivLength);
	const cipher = bytes.subarray(12 + ivLength);
	const decipher = createDecipheriv('aes-256-cbc', Buffer.from(KEY.secret), iv);
	const plaintext = Buffer.concat([decipher.update(cipher), decipher.final()]).toString();
	return {
		version: token.slice(0, 2),
		expire: bytes.readBigInt64BE(0),
		iv: iv.toString(),
		cipherLength,
		cipher,
		plaintext
	};
}

/** A token in ZEGO's layout, as anyone can make it who knows the secret. */
function tokenWith(plaintext: string, iv: string, expire = CLAIMS.expiresAt): string {
	const cipher = createCipheriv('aes-256-cbc', Buffer.from(KEY.secret), Buffer.from(iv));
	const encrypted = Buffer.concat([cipher.update(plaintext), cipher.final()]);
	const head = Buffer.alloc(28);
	head.writeBigInt64BE(BigInt(expire));
	head.writeUInt16BE(16, 8);
	head.write(iv, 10);
	head.writeUInt16BE(encrypted.length, 26);
	return `04${Buffer.concat([head, encrypted]).toString('base64')}`;
}

const anyClaims = fc.record({
	userID: fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/),
	roomID: fc.stringMatching(/^[A-Za-z0-9_-]{3,64}$/),
	publish: fc.boolean(),
	issuedAt: fc.integer({ min: 1, max: 4_000_000_000 }),
	expiresAt: fc.integer({ min: 4_000_000_001, max: 4_000_086_400 })
});
const anyKey = fc.record({
	appID: fc.integer({ min: 1, max: 4_294_967_295 }),
	secret: fc.stringMatching(/^[\x21-\x7e]{32}$/)
});
const INVALID = { ok: false, code: 'auth.tokenInvalid' };

describe('issuing', () => {
	test("writes ZEGO's layout, byte for byte", () => {
		const layout = layoutOf(issueToken(KEY, CLAIMS));
		expect(layout).toMatchObject({ version: '04', expire: 1_700_003_600n, cipherLength: layout.cipher.length });
		expect(layout.iv).toMatch(/^[0-9a-z]{16}$/);
		const plain = JSON.parse(layout.plaintext) as Record<string, unknown>;
		expect(plain).toEqual({
			app_id: 1_234_567_890,
			user_id: 'u0123456789',
			nonce: expect.any(Number) as number,
			ctime: 1_700_000_000,
			expire: 1_700_003_600,
			payload:
				'{"room_id":"room-1","privilege":{"1":1,"2":1},"stream_id_list":["u0123456789_camera","u0123456789_screen"]}'
		});
		expect(plain.nonce).toBeLessThan(2 ** 31);
	});

	test('gives the same token for the same nonce, today and in the next version', () => {
		const token = issueToken(KEY, CLAIMS, 1_234_567_890);
		expect(token).toBe(
			'04AAAAAGVT/xAAEHRudDZ1MzE5d2lwdjh4bWoA8F5Dtr06B64E54r3ceuNxQc38rjpGgRxm199/snCsvEuLnPJjkQRC2dH+EoZtTOMmPPg+KVhpKAoZQqStxEyokqWYeVeq0JSb3RrQ/T81VqYcV+Sb3TZKfjGwPuGrAazb4n7GKq4O7l4p9/S1KhhK8PiFwYzll9Fwfm9aZdV3gzptnqyKc1hSsYxqR2D4kcTyrmlm0iYi8fh7hyOpOToUIFqMWoKD8w3qYoUJEhdYlORlHgwAoKOmxRyL+63n+5p4u/WmHXMN8oTwLCAUFxnc9liNlmYfYs7WifLSoBAgQtzTi+iSKDb0E/Q0n9EyDwE0A=='
		);
		expect(verifyToken(KEY, token, NOW)).toEqual({ ok: true, claims: CLAIMS });
	});

	test('never uses an iv twice', () => {
		const ivs = Array.from({ length: 1_000 }, () => layoutOf(issueToken(KEY, CLAIMS)).iv);
		expect(new Set(ivs).size).toBe(1_000);
	});
});

describe('verifying', () => {
	test('returns the claims of any token that was issued', () => {
		fc.assert(
			fc.property(anyKey, anyClaims, (key, claims) => {
				expect(verifyToken(key, issueToken(key, claims), claims.expiresAt - 1)).toEqual({ ok: true, claims });
			})
		);
	});

	test('refuses a token of another secret or app, and an expired one', () => {
		fc.assert(
			fc.property(anyKey, anyKey, anyClaims, (key, other, claims) => {
				fc.pre(key.secret !== other.secret && key.appID !== other.appID);
				const token = issueToken(key, claims);
				expect(verifyToken({ ...key, secret: other.secret }, token, 1)).toMatchObject(INVALID);
				expect(verifyToken({ ...key, appID: other.appID }, token, 1)).toMatchObject(INVALID);
				expect(verifyToken(key, token, claims.expiresAt)).toMatchObject({ ok: false, code: 'auth.tokenExpired' });
			})
		);
	});

	test('refuses a token with any one bit changed', () => {
		const bytes = Buffer.from(issueToken(KEY, CLAIMS).slice(2), 'base64');
		for (let bit = 0; bit < bytes.length * 8; bit += 1) {
			const changed = Buffer.from(bytes);
			changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
			expect(verifyToken(KEY, `04${changed.toString('base64')}`, NOW), `bit ${bit}`).toMatchObject(INVALID);
		}
	});

	test('refuses any text that is not a token, and never throws', () => {
		fc.assert(fc.property(fc.string({ maxLength: 300 }), (text) => !verifyToken(KEY, text, NOW).ok));
		fc.assert(fc.property(fc.base64String({ maxLength: 400 }), (text) => !verifyToken(KEY, `04${text}`, NOW).ok));
		const token = issueToken(KEY, CLAIMS);
		const spellings = [`${token}=`, ` ${token}`, `${token}\n`, token.replace('04', '05'), token.slice(2), '04', ''];
		for (const text of spellings) expect(verifyToken(KEY, text, NOW)).toMatchObject(INVALID);
	});

	test("refuses a token that ZEGO's own tools made with the same secret", () => {
		const { plaintext } = layoutOf(issueToken(KEY, CLAIMS));
		expect(verifyToken(KEY, tokenWith(plaintext, 'abcdefghijklmnop'), NOW)).toMatchObject(INVALID);
	});

	test('refuses a token with two different expiry times', () => {
		const { plaintext, iv } = layoutOf(issueToken(KEY, CLAIMS));
		expect(verifyToken(KEY, tokenWith(plaintext, iv), NOW).ok).toBe(true);
		const contradicting = tokenWith(plaintext, iv, CLAIMS.expiresAt + 1);
		expect(verifyToken(KEY, contradicting, NOW)).toMatchObject({ detail: 'contradicts itself' });
	});
});
