/** What this browser remembers from one call to the next. */
import type { CallStorage } from '../call/call';

/** Throws on access where the browser denies this site its storage, as in some private modes. */
export const browserStorage: CallStorage = {
	getItem: (key) => localStorage.getItem(key),
	setItem: (key, value) => localStorage.setItem(key, value),
	removeItem: (key) => localStorage.removeItem(key)
};
