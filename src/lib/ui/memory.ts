/** What the browser remembers for every call. If it stores nothing, nothing is remembered. */
const NAME = 'userName';
const SHORTCUTS = 'shortcuts';

const read = (key: string): string | null => {
	try {
		return localStorage.getItem(key);
	} catch {
		return null;
	}
};

/** False when the browser stores nothing for this site. */
const write = (key: string, text: string): boolean => {
	try {
		localStorage.setItem(key, text);
		return true;
	} catch {
		return false;
	}
};

/** The name that was entered last. */
export const rememberedName = (): string => read(NAME) ?? '';
export const rememberName = (name: string): boolean => write(NAME, name);

/** Whether single letters are shortcuts. */
export const rememberedShortcuts = (): boolean => read(SHORTCUTS) !== 'off';
export const rememberShortcuts = (on: boolean): boolean => write(SHORTCUTS, on ? 'on' : 'off');
