import en from '../../../../messages/en.json';
import type { publisherMachine } from '../../../../machines/publisher/machine';
import type { PublisherContext, PublisherFact } from '../../../../machines/publisher/types';
import { CHARTS } from '../../../model/charts';
import { answered, choosePictures, press } from '../perform';
import {
	wordsFor,
	noted,
	stateOf,
	entered,
	resumed,
	tryAgain,
	streamTime,
	isDefect,
	type Acts,
	type Part
} from './part';

const SENT = { requesting: 'requesting', publishing: 'playing', retrying: 'retrying', failed: 'failed' } as const;

export const publisher: Part = {
	chart: CHARTS.publisher,
	actor: 'call/publisher',
	async arrange(page) {
		await press(page, en.camera_off);
		await answered('openDevice', 'camera')({ type: '' }, { page });
		await entered(page);
	},
	canPerform: (event, snapshot) => !isDefect(event) && (event.type !== 'user.retry' || snapshot.value === 'failed'),
	acts: {
		'user.retry': tryAgain,
		'stream.resume': resumed,
		'pictures.chosen': ({ pictures }, { page }) => choosePictures(page, pictures),
		'service.failed': answered('startPublishing'),
		after: streamTime
	} satisfies Acts<typeof publisherMachine>,
	about: { streamID: 'me_camera' },
	async shows(page, snapshot) {
		const { failure } = snapshot.context as PublisherContext;
		const { value } = snapshot as { value: 'retrying' | 'failed' | { open: PublisherFact['state'] } };
		const state = typeof value === 'string' ? value : value.open;
		const hasFailed = state === 'failed';
		return [
			[await stateOf(page, 'me'), hasFailed && (await noted(page, wordsFor(failure?.code ?? '')))],
			[SENT[state], hasFailed]
		];
	}
};
