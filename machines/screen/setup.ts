/** What the names in the screen's chart mean. */
import { assign, sendTo, setup } from 'xstate';
import { DELAYS } from '../delays';
import type { Failure } from '../failure';
import { publisherMachine } from '../publisher/machine';
import type { PublisherEvent } from '../publisher/types';
import { captureScreen } from '../services';
import type { ScreenContext, ScreenEvent } from './types';

export const screenSetup = setup({
	types: {
		context: {} as ScreenContext,
		events: {} as ScreenEvent,
		children: {} as { publisher: 'publisher' },
		tags: {} as 'pending'
	},
	actors: { captureScreen, publisher: publisherMachine },
	delays: DELAYS,
	guards: {
		isMuted: (_, { muted }: { muted: boolean }) => muted,
		isCancelled: (_, { code }: Failure) => code === 'screen.cancelled'
	},
	actions: {
		nameStream: assign({ streamID: (_, streamID: string) => streamID }),
		recordFailure: assign({ failure: (_, why: Failure) => why }),
		clearFailure: assign({ failure: null }),
		tellPublisher: sendTo('publisher', (_, event: PublisherEvent) => event)
	}
});
