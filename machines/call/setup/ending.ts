/** How a call ends, and what is ignored. */
import { assign, emit, enqueueActions } from 'xstate';
import { DEVICE_KINDS } from '../../device.kinds';
import { failure, type Failure, type FailureCode } from '../../failure';
import { ABANDONED } from '../../delays';
import type { EndCause, EventOf } from '../types';
import { withChat } from './chat';

export const withEnding = withChat.extend({
	guards: {
		isUnloading: (_, { unloads }: EventOf<'page.navigate'>) => unloads,
		isAbandoned: (_, { stoodStill }: EventOf<'page.wake'>) => stoodStill >= ABANDONED
	},
	actions: {
		endAs: assign({ end: (_, cause: EndCause) => ({ cause, failure: null }) }),
		endAsFailed: assign({ end: (_, why: Failure) => ({ cause: 'failed' as const, failure: why }) }),
		endAsKicked: assign({ end: (_, why: Failure | null) => ({ cause: 'kicked' as const, failure: why }) }),
		endAsTimedOut: assign({
			end: (_, code: FailureCode) => ({ cause: 'failed' as const, failure: failure(code, 'timeout') })
		}),
		stopChildren: enqueueActions(({ enqueue }) => {
			for (const child of [...DEVICE_KINDS, 'speaker', 'noise', 'voice', 'chat', 'screen', 'token'])
				enqueue.stopChild(child);
		}),
		noteIgnored: emit(({ event }) => ({ type: 'notice.reasonIgnored', reason: event.type }))
	}
});
