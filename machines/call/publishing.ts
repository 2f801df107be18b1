import { delay } from '../delays';
import { callSetup } from './setup';
import { inRoom, leaving, people, wakingInRoom, writing } from './transitions';

export const publishing = callSetup.createStateConfig({
	description: 'In the room. The streams of others already play, mine is on its way.',
	tags: ['inRoom', 'publishing'],
	always: [
		{ guard: 'canPublish', actions: 'startPublisher' },
		{ guard: 'isPublished', target: 'inCall' },
		{ guard: 'hasPublisherFailed', target: 'inCall' },
		{ guard: 'hasNothingToPublish', target: 'inCall' }
	],
	on: { ...inRoom, ...leaving, ...people, ...wakingInRoom, ...writing },
	after: { [delay('publishing')]: { target: 'inCall' } }
});
