/** Finds the addresses in what somebody has written. Everything else stays text. */

export type Part = { text: string; href: string | null };

/** Up to a space, a quotation mark, or a character that turns the direction of text around and so could disguise an address. */
const ADDRESS = /\bhttps?:\/\/[^\s<>"'`\u200e\u200f\u202a-\u202e\u2066-\u2069]+/giu;
/** What ends the sentence rather than the address. */
const ENDING = /[.,;:!?…。，；：！？、»”’]+$/u;

export function partsOf(text: string): Part[] {
	const parts: Part[] = [];
	let end = 0;
	for (const { 0: found, index } of text.matchAll(ADDRESS)) {
		const address = withoutEnding(found);
		const href = hrefOf(address);
		if (href === null) continue;
		if (index > end) parts.push({ text: text.slice(end, index), href: null });
		parts.push({ text: address, href });
		end = index + address.length;
	}
	if (end < text.length) parts.push({ text: text.slice(end), href: null });
	return parts;
}

/** A closing bracket belongs to the address only if it is opened there. */
function withoutEnding(found: string): string {
	const address = found.replace(ENDING, '');
	const isOpened = address.split('(').length >= address.split(')').length;
	return address.endsWith(')') && !isOpened ? withoutEnding(address.slice(0, -1)) : address;
}

/** With a name before the host, an address looks like that of another host. */
function hrefOf(address: string): string | null {
	try {
		const { protocol, username, password, href } = new URL(address);
		return /^https?:$/.test(protocol) && username === '' && password === '' ? href : null;
	} catch {
		return null;
	}
}
