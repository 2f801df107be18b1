/** Room IDs and user names: their schemas, and how a room ID is made and read. Pages, server and engines share them. */
import * as v from 'valibot';

/** 3 to 64 digits, letters, `-` and `_`. ZEGO allows 128 bytes. */
export const roomID = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{3,64}$/));
/** 1 to 64 UTF-16 units of any script, without control characters. ZEGO allows 256 bytes. */
export const userName = v.pipe(
	v.string(),
	v.trim(),
	v.nonEmpty(),
	v.maxLength(64),
	v.check((name) => !/[\p{Cc}\p{Cs}\p{Co}\u2028\u2029]/u.test(name))
);

export const isRoomID = (text: string): boolean => v.is(roomID, text);

/** 32 letters and digits that nobody mistakes for one another. Each holds five random bits. */
const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';

/** A room ID that nobody can guess: 100 random bits, in four groups of five characters that can be read out. */
export function newRoomID(): string {
	const letters = Array.from(crypto.getRandomValues(new Uint8Array(20)), (byte) => ALPHABET.charAt(byte % 32)).join('');
	return letters.replace(/.{5}(?!$)/g, '$&-');
}

/** The room ID in what someone pasted, a code or an invite link; `null` if there is none. */
export function parseInvite(text: string): string | null {
	const code = /\/call\/([^/?#\s]*)/.exec(text)?.[1] ?? text.trim();
	return isRoomID(code) ? code : null;
}
