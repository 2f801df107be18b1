/** Simulated time that goes on one timer at a time, so that promises settle in between as they do in real time. */
import { SimulatedClock } from 'xstate';

/** Everything that promises have to say before the next timer. */
export const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

export class StepClock extends SimulatedClock {
	readonly #due = new Map<number, number>();

	override setTimeout(callback: (...args: unknown[]) => void, milliseconds: number): number {
		// Of a fraction, rounding can leave so little that the timer is due for ever and never fires.
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

	/** Goes on to the next timer; false when there is none within `patience` milliseconds. */
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
