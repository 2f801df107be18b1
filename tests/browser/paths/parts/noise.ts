import en from '../../../../messages/en.json';
import { noiseFact } from '../../../../machines/noise/fact';
import type { noiseMachine } from '../../../../machines/noise/machine';
import type { NoiseContext, NoiseFact } from '../../../../machines/noise/types';
import { CHARTS } from '../../../model/charts';
import { answered, noiseChosen } from '../perform';
import { asAct, noted, ready, streamTime, type Acts, type Part } from './part';

const outcome = answered('setNoiseSuppression');

export const noise: Part = {
	chart: { ...CHARTS.noise, beginnings: { usual: { wanted: 'browser' } } },
	actor: 'call/noise',
	arrange: (page) => ready(page),
	canPerform: () => true,
	acts: {
		'user.suppressNoise': asAct(({ suppression }, page) => noiseChosen(page, String(suppression))),
		'xstate.done.actor.0.noise.changing': outcome,
		'xstate.error.actor.0.noise.changing': outcome,
		after: streamTime
	} satisfies Acts<typeof noiseMachine>,
	about: {},
	async shows(page, { value, context }) {
		const { state, wanted, used } = noiseFact(value as NoiseFact['state'], context as NoiseContext);
		const list = page.getByRole('combobox', { name: en.noise_title, exact: true });
		const notes = [await noted(page, en.noise_strong_missed), await noted(page, en.noise_missed)];
		const isKept = state === 'kept';
		return [
			[await list.inputValue(), await list.getAttribute('aria-busy'), notes],
			[
				state === 'changing' ? wanted : used,
				String(state === 'changing'),
				[isKept && wanted === 'strong', isKept && wanted !== 'strong']
			]
		];
	}
};
