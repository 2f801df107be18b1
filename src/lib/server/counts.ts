/** How many there are of something for each address. */
export class Counts {
	readonly #counts = new Map<string, number>();

	of(address: string): number {
		return this.#counts.get(address) ?? 0;
	}

	/** Counts one more. Call the returned function once it is gone. */
	add(address: string): () => void {
		this.#counts.set(address, this.of(address) + 1);
		return () => {
			const left = this.of(address) - 1;
			if (left > 0) this.#counts.set(address, left);
			else this.#counts.delete(address);
		};
	}
}
