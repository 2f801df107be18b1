/** A server that can be killed and started again on the same ports. */
export class Server {
	/** Where browsers reach it. @type {readonly number[]} */
	ports = [];
	#begin;
	/** @type {() => Promise<void>} */
	#kill = () => Promise.resolve();

	/** @param {(ports: readonly number[]) => ReturnType<typeof import('./process.mjs').start>} begin on these ports; at first on any */
	constructor(begin) {
		this.#begin = begin;
	}

	/** @returns {Promise<number>} when it was ready */
	async start() {
		const { match, kill } = await this.#begin(this.ports);
		this.ports = match.slice(1).map(Number);
		this.#kill = kill;
		return Date.now();
	}

	/** Without a word to anyone. */
	kill() {
		return this.#kill();
	}
}
