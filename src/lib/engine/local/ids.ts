/** A new ID that nobody guesses. Not `crypto.randomUUID`, which pages without HTTPS don't have. */
export function shortID(): string {
	const bytes = crypto.getRandomValues(new Uint8Array(12));
	return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
