/** Remembers how to close what was started. */
export class Closers {
	/** @type {(() => Promise<unknown>)[]} */
	#closers = [];

	/** @param {() => Promise<unknown>} close */
	add(close) {
		this.#closers.push(close);
	}

	/** Closes everything, the newest first. An error does not stop the others. */
	async closeAll() {
		for (const close of this.#closers.splice(0).reverse()) {
			await close().catch((/** @type {unknown} */ error) => console.error(error));
		}
	}
}
