import type { Logger } from 'pino';
import type { FailureCode } from '../../../../machines/failure';
import type { ClientMessage } from '../../api/signalling';
import type { ClientState } from './client.state';

type Of<T extends ClientMessage['t']> = Extract<ClientMessage, { t: T }>;
export type InRoom = Extract<ClientState, { at: 'room' }>;
/** What only a member may say. */
export type MemberMessage = Exclude<
	ClientMessage,
	Of<'beat' | 'enter' | 'login' | 'renew' | 'logout' | 'prepare' | 'release'>
>;

/** Returns why the message is refused. */
export function handleAsMember(
	{ room, member, token }: InRoom,
	message: MemberMessage,
	log: Logger
): FailureCode | null {
	switch (message.t) {
		case 'answer':
			if (!room.answer(member, message.answer))
				member.socket.send({ t: 'stale', userID: message.answer.to, offerID: message.answer.offerID });
			return null;
		case 'park':
			room.park(member, message.offerID, message.sdp);
			return null;
		case 'publish': {
			const stream = { ...message.stream, userID: member.userID };
			return token.claims.publish ? room.publish(member, stream) : 'auth.forbidden';
		}
		case 'broadcastMessage':
			return room.chat.broadcast(member, message);
		case 'unpublish':
			return room.unpublish(member, message.streamID);
		case 'device':
			return room.device(member, message.streamID, message.device, message.status);
		case 'signal':
			if (!room.signal(member, message.to, message.sessionID, message.signal))
				log.debug({ from: member.userID, to: message.to }, 'signal to someone who is gone');
			return null;
	}
}
