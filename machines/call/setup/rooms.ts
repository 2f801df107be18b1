/** Which room an event is about, and moving from one room to another. */
import { assign, emit, sendTo } from 'xstate';
import type { Failure } from '../../failure';
import type { CallContext } from '../types';
import { withPeople } from './people';

/** An engine that names no room means the one it is in. */
const isThisRoom = ({ roomID }: CallContext, named: string) => named === roomID || named === '';

export const withRooms = withPeople.extend({
	guards: {
		isThisRoom: ({ context }, roomID: string) => isThisRoom(context, roomID),
		isOtherRoom: ({ context }, roomID: string) => !isThisRoom(context, roomID),
		/** A room was left by switching. Asked only while the login to the other is not answered. */
		canReturn: ({ context }) => context.previousRoomID !== null,
		isAnotherRoom: ({ context }, roomID: string) => roomID !== context.roomID
	},
	actions: {
		recordNextRoom: assign({ nextRoomID: (_, roomID: string) => roomID }),
		forgetNextRoom: assign({ nextRoomID: null }),
		enterNextRoom: assign({
			previousRoomID: ({ context }) => context.roomID,
			roomID: ({ context }) => context.nextRoomID ?? context.roomID,
			nextRoomID: null,
			users: {},
			away: [],
			pathless: [],
			overloaded: false
		}),
		returnToPreviousRoom: assign({
			previousRoomID: null,
			roomID: ({ context }) => context.previousRoomID ?? context.roomID,
			users: {},
			away: [],
			pathless: [],
			overloaded: false
		}),
		tellToken: sendTo('token', (_, event: { type: 'user.retry' } | { type: 'token.willExpire' }) => event),
		tellTokenRoom: sendTo('token', ({ context }, { expiresIn }: { expiresIn: number }) => ({
			type: 'token.granted' as const,
			roomID: context.roomID,
			expiresIn
		})),
		noteSwitchFailed: emit((_, failure: Failure) => ({ type: 'notice.switchFailed', failure }))
	}
});
