const HUES = 6;

/** The number of the person's colour in `app.css`, always the same for the same person. */
export function hueOf(userID: string): number {
	let sum = 0;
	for (const letter of userID) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
	return sum % HUES;
}

/** The first letter as people see it, which may be a whole emoji or a letter with its accents. */
export function initialOf(name: string): string {
	const [first] = new Intl.Segmenter().segment(name.trim());
	return first?.segment.toUpperCase() ?? '?';
}
