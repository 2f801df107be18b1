/** Room IDs: their schema, and how one is made and read. Pages, server and engines share it. */
import * as v from 'valibot';

/** 3 to 64 digits, letters, `-` and `_`. ZEGO allows 128 bytes. */
export const roomID = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{3,64}$/));

export const isRoomID = (text: string): boolean => v.is(roomID, text);

/** What follows the path of a request for one room. A proxy chooses the process that keeps the room by it. */
export const roomQuery = (roomID: string): string => `?room=${roomID}`;

/** The room ID in such a query. Only in this spelling: a proxy decodes nothing, and would take `%61bc` for another room than `abc`. */
export function roomInQuery(query: string): string | null {
	const text = query.slice(roomQuery('').length);
	return isRoomID(text) && query === roomQuery(text) ? text : null;
}

/** 32 letters and digits that nobody mistakes for one another. Each holds five random bits. */
const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';

/** A room ID that nobody can guess: 100 random bits, in four groups of five characters that can be read out. */
export function newRoomID(): string {
	const letters = Array.from(crypto.getRandomValues(new Uint8Array(20)), (byte) => ALPHABET.charAt(byte % 32)).join('');
	return letters.replace(/.{5}(?!$)/g, '$&-');
}

/** What programs make of a hyphen, and put between letters that must not be parted. */
const HYPHENS = /[\p{Pd}\u2212]/gu;
const IGNORED = /\p{Default_Ignorable_Code_Point}/gu;
/** Ends the code in a link: whatever is no letter and no part of a code. */
const END = String.raw`(?![-_])[\p{P}\s<>|~^=+$\x60]`;
/** The last `/call/` of a link, because the path before it may have one too. */
const LINK = new RegExp(`(?<!\\S)\\S*/call/((?:(?!${END}).)*)`, 'u');
/* What sentences have around a code: brackets, quotation marks, full stops and the like. */
const BEFORE = /^[\p{Ps}\p{Pi}<"'\x60\s]+/u;
const AFTER = /[\p{Pe}\p{Pf}>"'\x60.,;:!?。、\s]/u;

/**
 * The room ID in what someone pasted, a code or an invite link, as mail, chat and word processors change them: in brackets, with the
 * sentence's full stop, with other hyphens, encoded. `null` if there is none.
 */
export function parseInvite(text: string): string | null {
	const plain = decoded(text).normalize('NFKC').replace(IGNORED, '').replace(HYPHENS, '-');
	const code = LINK.exec(plain)?.[1] ?? inside(plain);
	return isRoomID(code) ? code : null;
}

/** Sign by sign: an expression that ends in `+$` tries again from each of a million full stops. */
function inside(sentence: string): string {
	const code = sentence.replace(BEFORE, '');
	let end = code.length;
	while (end > 0 && AFTER.test(code.charAt(end - 1))) end -= 1;
	return code.slice(0, end);
}

function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
