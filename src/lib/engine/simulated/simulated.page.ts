/** The simulated engine of a page, within reach of whoever directs it: a test, or a person at the browser's console. */
import type { MediaRegistry } from '../media';
import { createSimulatedEngine, type SimulatedEngine } from './simulated.engine';
import type { Script } from './simulated.script';

/** `script` is for the next call; `engine` belongs to the one that is going on. */
export type Simulation = { script?: Script; engine?: SimulatedEngine };

declare global {
	interface Window {
		simulation?: Simulation;
	}
}

export function openSimulatedEngine(media: MediaRegistry): SimulatedEngine {
	const simulation = (window.simulation ??= {});
	const { script } = simulation;
	simulation.engine = createSimulatedEngine({ media, ...(script && { script }) });
	return simulation.engine;
}
