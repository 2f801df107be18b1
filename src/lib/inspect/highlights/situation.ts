/** What examples of events are made of, and what type they have. */
import type { AnyStateMachine, EventFrom, EventObject } from 'xstate';
import type { CallContext } from '../../../../machines/call/types';
import type { ChatMessage } from '../../../../machines/chat/types';
import type { DeviceKind, RoomUser } from '../../../../machines/engine';
import { failure } from '../../../../machines/failure';

/** What an example is made for: the call, and the device, the stream or the messages of the actor. Null: any stream. */
export type Situation = {
	call: CallContext;
	device: DeviceKind;
	streamID: string | null;
	messages: readonly Pick<ChatMessage, 'user' | 'messageID'>[];
};

/** A member of a union of events may have several types. */
type OfType<Event extends EventObject, Type> = Event extends unknown
	? Type extends Event['type']
		? Event & { type: Type }
		: never
	: never;
type Takes<Chart, Type> = Chart extends AnyStateMachine
	? [OfType<EventFrom<Chart>, Type>] extends [never]
		? never
		: (event: OfType<EventFrom<Chart>, Type>) => void
	: never;
/** What each of these charts accepts that knows such an event. */
type Accepted<Chart, Type> =
	Takes<Chart, Type> extends (event: infer Event extends EventObject) => void ? Event : never;

/** Examples of each event that one of these charts knows: one that has none does not compile. */
export type Examples<Chart extends AnyStateMachine> = {
	readonly [Type in EventFrom<Chart>['type']]: (situation: Situation, type: Type) => Accepted<Chart, Type>[];
};

export const NEWCOMER: RoomUser = { userID: 'user-new', userName: 'Newcomer' };
export const OTHER_ROOM = 'room-other';
/** A failure that is retried, and one that is not. */
export const FAILURES = [failure('stream.interrupted', 'timeout'), failure('stream.forbidden')] as const;

/** A token that was good before the server restarted. */
export const TOKEN_REFUSED = failure('auth.tokenInvalid');

/** Someone else who is in the room. */
export const someone = ({ call }: Situation): RoomUser => Object.values(call.users)[0] ?? NEWCOMER;
/** Of an event that carries nothing. */
export const bare = <const Type extends string>(_: Situation, type: Type): { type: Type }[] => [{ type }];
