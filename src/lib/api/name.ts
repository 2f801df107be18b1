/** User names: what may be one, and why a text is none. Pages, server and engines share it. */
import * as v from 'valibot';

/**
 * What embeds, overrides and isolates directions: in a name, it would turn the words beside it around, or end the isolate that keeps
 * the name's own direction inside (https://unicode.org/reports/tr9/#Directional_Formatting_Characters). No script needs it in a name.
 */
const DIRECTIONS = /[\u202A-\u202E\u2066-\u2069]/g;

/** Letters and symbols without ink that Unicode does not call ignorable: a blank of Braille, of music and of hieroglyphs. */
const BLANKS = String.raw`\u2800\u{1D159}\u{13441}\u{13442}`;
const UNSEEN = new RegExp(String.raw`[\p{Default_Ignorable_Code_Point}\p{Z}\p{M}\p{Cc}\p{Cf}${BLANKS}]`, 'gu');

/** Whether there is anything in a text that people see. */
export const isVisible = (text: string): boolean => text.replace(UNSEEN, '') !== '';

/** 1 to 64 UTF-16 units of any script, without control characters, and not invisible. ZEGO allows 256 bytes. */
export const userName = v.pipe(
	v.string(),
	v.transform((name) => name.replace(DIRECTIONS, '').trim()),
	v.maxLength(64),
	v.check((name) => isVisible(name) && !/[\p{Cc}\p{Cs}\p{Co}\u2028\u2029]/u.test(name))
);

export type NameProblem = 'missing' | 'invisible' | 'unfit';

/** Why this text is no name; null if it is one. */
export function nameProblem(text: string): NameProblem | null {
	if (v.safeParse(userName, text).success) return null;
	if (text.trim() === '') return 'missing';
	return isVisible(text) ? 'unfit' : 'invisible';
}
