import en from '../../../../messages/en.json';
import type { PublisherFact } from '../../../../machines/publisher/types';
import type { screenMachine } from '../../../../machines/screen/machine';
import { CHARTS } from '../../../model/charts';
import { answered, emitted, press } from '../perform';
import { stateOf, button, entered, asAct, resumed, streamTime, isDefect, ruledOut, type Acts, type Part } from './part';

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
