import en from '../../../../messages/en.json';
import type { PublisherFact } from '../../../../machines/call/types';
import type { screenMachine } from '../../../../machines/screen/machine';
import { CHARTS } from '../../../model/charts';
import { answered, emitted, press } from '../perform';
import { stateOf, button, entered, asAct, streamTime, isDefect, ruledOut, type Acts, type Part } from './part';

const share = asAct((_, page) => press(page, en.share_screen));
const MINE = 'me_screen';

export const screen: Part = {
	chart: CHARTS.screen,
	actor: 'call/screen',
	arrange: entered,
	canPerform: (event) => !isDefect(event) && event.type !== 'user.retry',
	acts: {
		'user.retry': ruledOut,
		'screen.share': share,
		'user.stopScreen': share,
		'screen.captured': answered('startScreenCapture'),
		'service.failed': answered('startScreenCapture'),
		'report.publisher': ({ fact }, { page }) =>
			emitted({ type: 'publisher.PUBLISHING', streamID: (fact as PublisherFact).streamID, failure: null }, { page }),
		after: streamTime
	} satisfies Acts<typeof screenMachine>,
	about: { streamID: MINE },
	async shows(page, snapshot) {
		const isShared = snapshot.matches({ capturing: 'sharing' });
		const [pressed, busy] = await button(page, en.share_screen);
		return [
			[(await stateOf(page, 'my-screen')) !== null, pressed, busy],
			[isShared, String(isShared), String(snapshot.matches({ capturing: 'asking' }))]
		];
	}
};
