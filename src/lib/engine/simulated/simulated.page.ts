/** The simulated engine of a page, for tests and for the browser's console. */
import type { MediaRegistry } from '../media';
import { createSimulatedEngine, type SimulatedEngine } from './simulated.engine';
import type { Script } from './simulated.script';

/** `script`: for the next call. `engine`: of the current call. */
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
