/** What the names in `machine.ts` mean. */
import { assign, fromCallback, fromPromise, sendParent, sendTo, setup, type EventObject } from 'xstate';
import { unprovided } from '../../../../../machines/unprovided';
import type { ServerMessage } from '../../../api/signalling';
import { serverEvent, type Outbound } from '../messages';
import { HURRIED_ATTEMPTS, LINK_DELAYS, retryPause } from './delays';
import type {
	LinkContext,
	LinkEvent,
	LinkInput,
	LinkReport,
	MediaStalled,
	NetworkEvent,
	SendCommand,
	SocketEvent
} from './types';

const report = (event: LinkReport) => event;

export const linkSetup = setup({
	types: {
		context: {} as LinkContext,
		input: {} as LinkInput,
		events: {} as LinkEvent,
		children: {} as { socket: 'socket'; network: 'network'; reach: 'reach'; scout: 'reach' },
		tags: {} as 'pending'
	},
	actors: {
		/** One WebSocket, from its opening to its end. */
		socket: fromCallback<SendCommand, LinkInput, SocketEvent>(unprovided),
		/** What the browser says of the network. */
		network: fromCallback<EventObject, undefined, NetworkEvent>(unprovided),
		/** Fails when the server does not answer. */
		reach: fromPromise<void, LinkInput>(unprovided)
	},
	delays: { ...LINK_DELAYS, retryPause: ({ context }) => retryPause(context.attempt) },
	guards: {
		isHurried: ({ context }) => context.attempt <= HURRIED_ATTEMPTS,
		isSilent: (_, { flowing }: MediaStalled) => flowing === 0
	},
	actions: {
		countAttempt: assign({ attempt: ({ context }) => Math.min(context.attempt, HURRIED_ATTEMPTS) + 1 }),
		forgetAttempts: assign({ attempt: 1 }),
		send: sendTo('socket', (_, message: Outbound): SendCommand => ({ type: 'send', message })),
		reportUp: sendParent(report({ type: 'link.up' })),
		reportDoubt: sendParent(report({ type: 'link.doubted' })),
		reportDown: sendParent(report({ type: 'link.down' })),
		reportMessage: sendParent((_, message: ServerMessage) => report(serverEvent(message)))
	}
});
