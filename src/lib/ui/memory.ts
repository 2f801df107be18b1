/** The name someone gave last time. A browser may refuse to keep anything: then nothing is remembered. */
const KEY = 'userName';

export function rememberedName(): string {
	try {
		return localStorage.getItem(KEY) ?? '';
	} catch {
		return '';
	}
}

/** False when the browser keeps nothing for this site. */
export function rememberName(name: string): boolean {
	try {
		localStorage.setItem(KEY, name);
		return true;
	} catch {
		return false;
	}
}
