/** Room codes: made so that nobody can guess one, read from whatever people paste. */
import * as v from 'valibot';
import { roomID } from '../api/room';

/** 32 letters and digits that are not mistaken for one another; five random bits each. */
const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';

/** Twenty characters, a hundred random bits, in groups that can be read out. */
export function newRoomID(): string {
	const letters = Array.from(crypto.getRandomValues(new Uint8Array(20)), (byte) => ALPHABET.charAt(byte % 32)).join('');
	return letters.replace(/.{5}(?!$)/g, '$&-');
}

/** The room that a code or an invite link names, or null. */
export function parseInvite(text: string): string | null {
	const code = /\/call\/([^/?#\s]*)/.exec(text)?.[1] ?? text.trim();
	return isRoomID(code) ? code : null;
}

export const isRoomID = (text: string): boolean => v.is(roomID, text);
