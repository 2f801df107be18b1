import { chatMachine } from '../../../machines/chat/machine';
import type { ChatContext } from '../../../machines/chat/types';
import { failure } from '../../../machines/failure';
import { chart, error, only } from './chart';

const ann = { userID: 'ann', userName: 'Ann' };
const MINE = ['mine-1', 'mine-2'];

export const chat = chart<ChatContext>({
	machine: chatMachine,
	beginnings: { closed: undefined },
	variants: {
		'user.sendMessage': ({ messages }) => {
			const next = MINE.find((messageID) => !Object.hasOwn(messages, `/${messageID}`));
			return [
				{ messageID: next ?? 'mine-1', text: 'Hello' },
				{ messageID: 'mine-3', text: ' ' }
			];
		},
		'user.retryMessage': ({ messages }) =>
			MINE.filter((messageID) => Object.hasOwn(messages, `/${messageID}`)).map((messageID) => ({ messageID })),
		'room.broadcastMessage': only({ user: ann, messageID: 'anns-1', text: 'Hello' }),
		'xstate.done.actor.0.chat.outbox.sending': only({ output: undefined }),
		'xstate.error.actor.0.chat.outbox.sending': error(failure('network.broken'))
	},
	/** In the order in which they are shown. */
	facts: ({ messages, queue }) => [Object.entries(messages).map(([key, { failure }]) => [key, failure !== null]), queue]
});
