/** The name that was entered last. If the browser stores nothing, no name is remembered. */
const KEY = 'userName';

export function rememberedName(): string {
	try {
		return localStorage.getItem(KEY) ?? '';
	} catch {
		return '';
	}
}

/** False when the browser stores nothing for this site. */
export function rememberName(name: string): boolean {
	try {
		localStorage.setItem(KEY, name);
		return true;
	} catch {
		return false;
	}
}
