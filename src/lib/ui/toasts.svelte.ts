import { untrack } from 'svelte';

/** What has just happened, shown for a moment. The words are made when shown, in the language of that moment. */
export type Toast = { words: () => string };

/** More than this at once is noise. */
const MOST = 4;

export class Toasts {
	#items = $state.raw<readonly Toast[]>([]);

	get items(): readonly Toast[] {
		return this.#items;
	}

	add(words: () => string): void {
		// Who adds one does not wait for the others: an effect would run for its own toast, again and again.
		const items = untrack(() => this.#items);
		this.#items = [...items, { words }].slice(-MOST);
	}

	remove(toast: Toast): void {
		this.#items = this.#items.filter((item) => item !== toast);
	}
}
