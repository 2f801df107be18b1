/** The time for those who watch it: ticks only while somebody does. */
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
