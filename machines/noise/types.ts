import type { NoiseSuppression } from '../engine';
import type { Failure } from '../failure';
import type { Assert, IsJson } from '../json';

export type NoiseInput = { wanted: NoiseSuppression };

export type NoiseContext = {
	/** What the person wants. */
	wanted: NoiseSuppression;
	/** What is done to the sound of the microphone. */
	used: NoiseSuppression;
	/** Why that is something else. */
	failure: Failure | null;
};
export type ContextIsJson = Assert<IsJson<NoiseContext>>;

export type NoiseEvent = { type: 'user.suppressNoise'; suppression: NoiseSuppression };

export type NoiseFact = NoiseContext & { state: 'settled' | 'changing' | 'kept' };
