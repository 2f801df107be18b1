/** Who else is there. */
import { assign, enqueueActions } from 'xstate';
import type { RoomUser } from '../../engine';
import type { EventOf } from '../types';
import { without } from './base';
import { withStreams } from './streams';

const byID = (users: readonly RoomUser[]): Record<string, RoomUser> =>
	Object.fromEntries(users.map((user) => [user.userID, user]));

const listing = (userIDs: readonly string[], userID: string, listed: boolean): string[] => [
	...userIDs.filter((one) => one !== userID),
	...(listed ? [userID] : [])
];

export const withPeople = withStreams.extend({
	actions: {
		recordLobby: assign({ users: (_, { users }: EventOf<'lobby.users'>) => byID(users) }),
		updateUsers: assign(({ context }, { update, users }: EventOf<'room.userUpdate'>) => {
			const others = users.filter(({ userID }) => userID !== context.user.userID);
			if (update === 'ADD') return { users: { ...context.users, ...byID(others) } };
			const gone = others.map(({ userID }) => userID);
			return {
				users: without(context.users, gone),
				quality: without(context.quality, gone),
				away: context.away.filter((userID) => !gone.includes(userID)),
				pathless: context.pathless.filter((userID) => !gone.includes(userID))
			};
		}),
		announceJoined: enqueueActions(({ context, enqueue }, { update, users }: EventOf<'room.userUpdate'>) => {
			if (update === 'DELETE') return;
			for (const user of users)
				if (user.userID !== context.user.userID && !Object.hasOwn(context.users, user.userID))
					enqueue.emit({ type: 'notice.joined', user });
		}),
		announceGone: enqueueActions(({ context, enqueue }, { update, users, reason }: EventOf<'room.userUpdate'>) => {
			if (update === 'ADD') return;
			const why = reason === null || reason === 'stopped' ? 'left' : reason;
			for (const user of users)
				if (Object.hasOwn(context.users, user.userID)) enqueue.emit({ type: 'notice.gone', user, reason: why });
		}),
		/** What was measured before a loss says nothing of what goes on without the room. */
		recordConnection: assign(({ context }, { userID, state }: EventOf<'remote.connection'>) => {
			const now = Object.hasOwn(context.users, userID) ? state : 'CONNECTED';
			const isNewlyAway = now === 'RECONNECTING' && !context.away.includes(userID);
			return {
				quality: isNewlyAway ? without(context.quality, [userID]) : context.quality,
				away: listing(context.away, userID, now === 'RECONNECTING'),
				pathless: listing(context.pathless, userID, now === 'NO_PATH')
			};
		}),
		forgetQuality: assign({ quality: {} }),
		/** Only of those who are here: a grade that comes late must not keep someone who has left. */
		recordQuality: assign({
			quality: ({ context }, { userID, uplink, downlink }: EventOf<'network.quality'>) =>
				userID === '' || Object.hasOwn(context.users, userID)
					? { ...context.quality, [userID]: { uplink, downlink } }
					: context.quality
		})
	}
});
