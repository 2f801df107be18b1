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
		this.#items = [...this.#items, { words }].slice(-MOST);
	}

	remove(toast: Toast): void {
		this.#items = this.#items.filter((item) => item !== toast);
	}
}
