/** What the browser keeps for this site: for one tab, or for all calls. */
import type { CallStorage } from '../call/call';

/** Each call throws where the browser denies this site its storage, as in some private modes. */
const storageOf = (get: () => Storage): CallStorage => ({
	getItem: (key) => get().getItem(key),
	setItem: (key, value) => get().setItem(key, value),
	removeItem: (key) => get().removeItem(key)
});

export const tabStorage = storageOf(() => sessionStorage);
export const browserStorage = storageOf(() => localStorage);
