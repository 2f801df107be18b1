/** What is said in writing. */
import { emit, sendTo } from 'xstate';
import type { RoomUser } from '../../engine';
import type { EventOf } from '../types';
import { withRooms } from './rooms';

type ForChat = EventOf<
	'user.openChat' | 'user.closeChat' | 'user.sendMessage' | 'user.retryMessage' | 'room.broadcastMessage'
>;

export const withChat = withRooms.extend({
	actions: {
		tellChat: sendTo('chat', (_, event: ForChat) => event),
		clearChat: sendTo('chat', { type: 'chat.clear' }),
		announceMessage: emit((_, { user, text }: { user: RoomUser; text: string }) => ({
			type: 'notice.message',
			user,
			text
		}))
	}
});
