import { untrack } from 'svelte';

/** A short message that disappears. `words` is called when it is shown, so that it follows the language. */
export type Toast = { words: () => string; about: string };

/** The most toasts at a time. */
const MOST = 4;

export class Toasts {
	#items = $state.raw<readonly Toast[]>([]);

	get items(): readonly Toast[] {
		return this.#items;
	}

	/** `about`: what `forget` knows it by. */
	add(words: () => string, about = ''): void {
		// Untracked, because an effect that adds a toast would otherwise run again because of its own toast.
		const items = untrack(() => this.#items);
		this.#items = [...items, { words, about }].slice(-MOST);
	}

	/** What is seen elsewhere now. */
	forget(about: string): void {
		this.#items = untrack(() => this.#items).filter((item) => item.about !== about);
	}

	remove(toast: Toast): void {
		this.#items = this.#items.filter((item) => item !== toast);
	}
}
