/** How someone is drawn when there is no picture of them: a letter and a colour, the same each time. */
const HUES = 6;

export function hueOf(userID: string): number {
	let sum = 0;
	for (const letter of userID) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
	return sum % HUES;
}

/** The first letter as people see it: an emoji or an accented letter is one. */
export function initialOf(name: string): string {
	const [first] = new Intl.Segmenter().segment(name.trim());
	return first?.segment.toUpperCase() ?? '?';
}
