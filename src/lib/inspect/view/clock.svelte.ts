/** The current time as reactive state. It ticks only while something reads it. */
import { createSubscriber } from 'svelte/reactivity';

const TICK = 200;

export class Clock {
	readonly #track = createSubscriber((update) => {
		const timer = setInterval(update, TICK);
		return () => clearInterval(timer);
	});

	get now(): number {
		this.#track();
		return performance.now();
	}
}
