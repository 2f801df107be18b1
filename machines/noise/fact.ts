import type { NoiseContext, NoiseFact } from './types';

export const noiseFact = (state: NoiseFact['state'], { wanted, used, failure }: NoiseContext): NoiseFact => ({
	state,
	wanted,
	used,
	failure
});
