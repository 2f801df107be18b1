import { isVisible } from '../api/name';

const HUES = 6;

/** The number of the person's colour in `app.css`, always the same for the same person. */
export function hueOf(userID: string): number {
	let sum = 0;
	for (const letter of userID) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
	return sum % HUES;
}

/** Letters as people see them, which may be a whole emoji or a letter with its accents. Firefox before 125 knows code points only. */
const lettersOf = (text: string): string[] =>
	'Segmenter' in Intl ? Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment) : Array.from(text);

/** The first letter that can be seen. */
export const initialOf = (name: string): string => lettersOf(name).find(isVisible)?.toUpperCase() ?? '?';
