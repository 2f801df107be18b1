/** Simulated time that stops at each timer, so that promises settle between timers as they do in real time. */
import { SimulatedClock } from 'xstate';

/** Resolves when all promises that can settle without a timer have settled. */
export const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

export class StepClock extends SimulatedClock {
	readonly #due = new Map<number, number>();

	override setTimeout(callback: (...args: unknown[]) => void, milliseconds: number): number {
		// Rounding errors could leave a fraction of a millisecond, and the timer would never fire.
		const whole = Math.ceil(milliseconds);
		const id = super.setTimeout(() => {
			this.#due.delete(id);
			callback();
		}, whole);
		this.#due.set(id, this.now() + whole);
		return id;
	}

	override clearTimeout(id: number): void {
		this.#due.delete(id);
		super.clearTimeout(id);
	}

	/** How many timers are set. */
	get timers(): number {
		return this.#due.size;
	}

	/** Advances to the next timer. False if none is due within `patience` milliseconds. */
	async step(patience = Number.POSITIVE_INFINITY): Promise<boolean> {
		const next = Math.min(...this.#due.values());
		if (next > this.now() + patience) return false;
		this.set(Math.max(next, this.now()));
		await settled();
		return true;
	}

	async advance(milliseconds: number): Promise<void> {
		const end = this.now() + milliseconds;
		await settled();
		while (await this.step(end - this.now()));
		this.set(end);
		await settled();
	}
}
