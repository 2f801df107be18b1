import type { PublisherContext, PublisherFact } from './types';

export const publisherFact = (
	state: PublisherFact['state'],
	{ streamID, failure }: Pick<PublisherContext, 'streamID' | 'failure'>
): PublisherFact => ({ streamID, state, failure });
