/** What the names in `session.machine.ts` mean. What the engine itself does is provided by `local.engine.ts`. */
import { assign, emit, fromCallback, fromPromise, sendTo, setup } from 'xstate';
import type { RoomLogin } from '../../../../../machines/engine';
import { failure, failureOf, type Failure, type FailureCode } from '../../../../../machines/failure';
import type { Assert, IsJson } from '../../../../../machines/json';
import type { RoomReason, RoomReasonEvent } from '../../../../../machines/room.reason';
import { LOCAL_DELAYS } from '../local.delays';
import type { Answer, ClientMessage, ServerMessage } from '../../../api/signalling';
import { unprovided } from '../../../../../machines/unprovided';

export type ServerEvent = {
	[T in ServerMessage['t']]: { type: `server.${T}`; message: Extract<ServerMessage, { t: T }> };
}[ServerMessage['t']];
export type LinkCommand = { type: 'send'; message: ClientMessage };
export type LinkReport = { type: 'link.up' } | { type: 'link.down' };
export type SessionEvent =
	| LinkReport
	| LinkCommand
	| ServerEvent
	| { type: 'enterLobby'; login: RoomLogin }
	| { type: 'loginRoom'; login: RoomLogin }
	| { type: 'switchRoom'; login: RoomLogin }
	| { type: 'renewToken'; token: string }
	| { type: 'logoutRoom' };

/** What the session tells, and what it has the engine do; all emitted, so that the order is the chart's. */
export type SessionNotice =
	| RoomReasonEvent
	| { type: 'token.willExpire'; roomID: string }
	/** What a message says about others. */
	| { type: 'message'; message: ServerMessage }
	| { type: 'task'; task: Task };

export type Task =
	/** Tell of the people that the welcome named. */
	| 'introduce'
	/** Ask for everything I publish. */
	| 'announce'
	/** Start the connections whose answers have just been sent. */
	| 'startAnswered'
	/** The link is back: say again what was lost with it. */
	| 'resumePairs'
	/** Give the server my offer for the next comer. */
	| 'park'
	/** Close everything of the room. */
	| 'leave';

/** `login` is what was asked for last; `failure` is why entry was refused. */
export type SessionContext = {
	sessionID: string;
	login: RoomLogin;
	failure: Failure | null;
};
export type ContextIsJson = Assert<IsJson<SessionContext>>;

/** The login of someone who has not asked for a room yet. */
export const NOWHERE: RoomLogin = { roomID: '', user: { userID: '', userName: '' }, token: '' };

const promise = <Output>() => fromPromise<Output, undefined>(unprovided);

/** What a refusal, a kick or a broken service tells of. */
const why = (event: SessionEvent): Failure =>
	'message' in event && 'code' in event.message ? failure(event.message.code, event.message.detail) : failureOf(event);

/** A login that goes with a refused `enter` is refused as well, with this code: that says nothing new. */
const isOfEntry = (event: SessionEvent) =>
	event.type === 'server.refused' &&
	(event.message.of === 'enter' || event.message.of === 'login') &&
	event.message.code !== 'config.notLoggedIn';

const saying = (message: ClientMessage): LinkCommand => ({ type: 'send', message });

export const sessionSetup = setup({
	types: {
		context: {} as SessionContext,
		input: {} as { sessionID: string },
		events: {} as SessionEvent,
		emitted: {} as SessionNotice,
		tags: {} as 'entered' | 'loggedIn' | 'refused' | 'away'
	},
	actors: {
		link: fromCallback<LinkCommand, undefined, LinkReport>(unprovided),
		/** Counts everyone's packets for as long as I am in the room. */
		meter: fromCallback<LinkCommand, undefined>(unprovided),
		answerOffers: promise<Answer[]>(),
		gatherOffer: promise<unknown>()
	},
	delays: LOCAL_DELAYS,
	guards: {
		isSameEntry: ({ context, event }) =>
			'login' in event &&
			event.login.roomID === context.login.roomID &&
			event.login.user.userID === context.login.user.userID &&
			event.login.token === context.login.token,
		isAlone: ({ event }) => event.type === 'server.welcome' && event.message.users.length === 0,
		isOfEntry: ({ event }) => isOfEntry(event),
		isOfToken: ({ event }) => isOfEntry(event) && ['auth.tokenInvalid', 'auth.tokenExpired'].includes(why(event).code),
		isOfKick: ({ event }) => isOfEntry(event) && why(event).category === 'kicked',
		isFinal: ({ event }) => isOfEntry(event) && !why(event).retryable
	},
	actions: {
		keepLogin: assign(({ event }) => ('login' in event ? { login: event.login, failure: null } : {})),
		keepToken: assign({
			login: ({ context, event }) => ({ ...context.login, ...('token' in event && { token: event.token }) })
		}),
		keepFailure: assign({ failure: ({ event }) => why(event) }),

		tell: emit(({ context }, { reason, code }: { reason: RoomReason; code: FailureCode | null }) => ({
			type: `room.${reason}` as const,
			roomID: context.login.roomID,
			failure: code && failure(code)
		})),
		tellWhy: emit(({ context, event }, { reason }: { reason: RoomReason }) => ({
			type: `room.${reason}` as const,
			roomID: context.login.roomID,
			failure: why(event)
		})),
		tellTokenWillExpire: emit(({ context }) => ({ type: 'token.willExpire' as const, roomID: context.login.roomID })),

		send: sendTo('link', (_, message: ClientMessage) => saying(message)),
		sendEnter: sendTo('link', ({ context: { login, sessionID } }) =>
			saying({ t: 'enter', roomID: login.roomID, sessionID, token: login.token })
		),
		sendLogin: sendTo('link', ({ context }, answers: readonly Answer[]) =>
			saying({ t: 'login', userName: context.login.user.userName, answers: [...answers] })
		),
		sendLogout: sendTo('link', saying({ t: 'logout' })),
		sendToken: sendTo('link', ({ context }) => saying({ t: 'renew', token: context.login.token })),

		handle: emit((_, message: ServerMessage) => ({ type: 'message' as const, message })),
		task: emit((_, task: Task) => ({ type: 'task' as const, task }))
	}
});
