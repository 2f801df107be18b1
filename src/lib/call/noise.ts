/** What a page shows of the noise in my sound. */
import type { NoiseSuppression } from '../../../machines/engine';
import type { CallFacts } from './facts';

export const NOISE_SUPPRESSIONS = ['off', 'browser', 'strong'] as const satisfies readonly NoiseSuppression[];

export type NoiseView = {
	/** What is done to it, or, while that is changed, what is to be done. */
	suppression: NoiseSuppression;
	isChanging: boolean;
	/** What the person wants, and could not be had. */
	missed: NoiseSuppression | null;
};

export const noiseView = ({ noise: { state, wanted, used } }: CallFacts): NoiseView => ({
	suppression: state === 'changing' ? wanted : used,
	isChanging: state === 'changing',
	missed: state === 'kept' ? wanted : null
});
