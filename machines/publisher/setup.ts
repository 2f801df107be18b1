/** What the names in the publisher's chart mean. */
import { assign, sendParent, sendTo, setup } from 'xstate';
import { DELAYS } from '../delays';
import { failure, type Failure } from '../failure';
import { retryGuards, retryPause } from '../retry';
import { MOST_SENT } from '../pictures';
import { publishStream, type PicturesChosen } from '../services';
import { publisherFact } from './fact';
import type { PublisherContext, PublisherEvent, PublisherFact, PublisherInput } from './types';

export const publisherSetup = setup({
	types: {
		context: {} as PublisherContext,
		input: {} as PublisherInput,
		events: {} as PublisherEvent,
		tags: {} as 'pending',
		children: {} as { stream: 'publishStream' }
	},
	actors: { publishStream },
	delays: { ...DELAYS, retryPause },
	guards: retryGuards,
	actions: {
		recordFailure: assign({ failure: (_, why: Failure | null) => why }),
		recordTimeout: assign({ failure: () => failure('stream.timeout') }),
		clearFailure: assign({ failure: null, attempt: 0 }),
		recordMost: assign({ most: (_, { pictures }: PicturesChosen) => MOST_SENT[pictures] }),
		limitStream: sendTo('stream', (_, event: PicturesChosen) => event),
		countAttempt: assign({ attempt: ({ context }) => context.attempt + 1 }),
		report: sendParent(({ context }, state: PublisherFact['state']) => ({
			type: 'report.publisher',
			fact: publisherFact(state, context)
		}))
	}
});
