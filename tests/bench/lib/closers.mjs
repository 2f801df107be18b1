/** What was started, to be ended whatever happens. */
export class Closers {
	/** @type {(() => Promise<unknown>)[]} */
	#closers = [];

	/** @param {() => Promise<unknown>} close */
	add(close) {
		this.#closers.push(close);
	}

	/** The last first, and each of them, whatever becomes of the others. */
	async closeAll() {
		for (const close of this.#closers.splice(0).reverse()) {
			await close().catch((/** @type {unknown} */ error) => console.error(error));
		}
	}
}
