import type { SpeakerContext, SpeakerFact } from './types';

/** The value of the chart's state. */
export type SpeakerValue = {
	output: 'usual' | 'awaited' | 'missing' | 'failed' | { chosen: 'asked' | 'used' };
	test: 'silent' | 'sounding';
};

export const speakerFact = (
	{ output, test }: SpeakerValue,
	{ choice, failure }: Pick<SpeakerContext, 'choice' | 'failure'>
): SpeakerFact => ({
	state: typeof output === 'string' ? output : output.chosen,
	choice,
	failure,
	isTested: test === 'sounding'
});
