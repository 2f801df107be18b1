import en from '../../../../messages/en.json';
import type { PublisherFact } from '../../../../machines/publisher/types';
import type { screenMachine } from '../../../../machines/screen/machine';
import { CHARTS } from '../../../model/charts';
import { answered, emitted, press } from '../perform';
import {
	stateOf,
	button,
	entered,
	tile,
	asAct,
	resumed,
	streamTime,
	isDefect,
	ruledOut,
	type Acts,
	type Part
} from './part';

const MINE = 'me_screen';

export const screen: Part = {
	chart: CHARTS.screen,
	actor: 'call/screen',
	arrange: entered,
	canPerform: (event) => !isDefect(event) && !['user.retry', 'screen.share', 'user.stopScreen'].includes(event.type),
	acts: {
		'user.retry': ruledOut,
		'screen.share': ruledOut,
		'user.stopScreen': ruledOut,
		'screen.toggle': asAct((_, page) => press(page, en.share_screen)),
		'stream.resume': resumed,
		'screen.captured': async (event, { page }) => {
			await page.evaluate((muted) => {
				const { engine } = window.simulation ?? {};
				if (engine) engine.hardware.screenMuted = muted;
			}, event.muted === true);
			await answered('startScreenCapture')(event, { page });
		},
		'service.failed': answered('startScreenCapture'),
		'report.publisher': ({ fact }, { page }) =>
			emitted({ type: 'publisher.PUBLISHING', streamID: (fact as PublisherFact).streamID, failure: null }, { page }),
		after: streamTime
	} satisfies Acts<typeof screenMachine>,
	about: { streamID: MINE },
	async shows(page, snapshot) {
		const isShared = snapshot.matches({ capturing: 'sharing' });
		const [pressed, busy] = await button(page, en.share_screen);
		const state = await stateOf(page, 'my-screen');
		// Before others can play it there is more to say than that it is paused.
		const isPaused = state === 'playing' && snapshot.matches({ capturing: { sharing: 'paused' } });
		const saysSo = (await tile(page, 'my-screen').getByText(en.tile_paused_mine).count()) > 0;
		return [
			[state !== null, pressed, busy, saysSo],
			[isShared, String(isShared), String(snapshot.matches({ capturing: 'asking' })), isPaused]
		];
	}
};
