import en from '../../../../messages/en.json';
import { tokenRetry } from '../../../../machines/delays';
import type { tokenMachine } from '../../../../machines/token/machine';
import type { TokenContext } from '../../../../machines/token/types';
import { CHARTS } from '../../../model/charts';
import { answered, emitted, tokenAnswered } from '../perform';
import { wordsFor, noted, tryAgain, timePasses, ruledOut, type Acts, type Part } from './part';

export const token: Part = {
	chart: CHARTS.token,
	actor: 'call/token',
	arrange: (page) => answered('checkSystemRequirements')({ type: '' }, { page }),
	canPerform: ({ type }, snapshot) =>
		type !== 'token.granted' && (type !== 'user.retry' || snapshot.value === 'failed'),
	acts: {
		'token.granted': ruledOut,
		'user.retry': tryAgain,
		'token.willExpire': ({ type }, { page, roomID }) => emitted({ type, roomID }, { page }),
		'xstate.done.actor.0.token.fetching': tokenAnswered,
		'xstate.error.actor.0.token.fetching': tokenAnswered,
		'xstate.done.actor.0.token.renewing': async (event, { page }) => {
			await tokenAnswered(event, { page });
			await answered('renewToken')({ type: '' }, { page });
		},
		'xstate.error.actor.0.token.renewing': tokenAnswered,
		after: timePasses(tokenRetry)
	} satisfies Acts<typeof tokenMachine>,
	about: {},
	async shows(page, snapshot) {
		const { failure } = snapshot.context as TokenContext;
		const hasFailed = snapshot.value === 'failed';
		const heading = (await page.locator('h1').innerText()) === en.status_unavailable;
		return [
			[heading, hasFailed && (await noted(page, wordsFor(failure?.code ?? '')))],
			[hasFailed, hasFailed]
		];
	}
};
