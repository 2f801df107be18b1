/** What the names in the session's states mean. What the engine itself does is provided by `local.actors.ts`. */
import {
	assign,
	enqueueActions,
	fromCallback,
	fromPromise,
	sendTo,
	setup,
	stopChild,
	type AnyActorRef,
	type EventObject,
	type SnapshotFrom
} from 'xstate';
import type { EngineEvent } from '../../../../../machines/engine';
import { asFailure, failure, type Failure, type FailureCode } from '../../../../../machines/failure';
import type { RoomReason } from '../../../../../machines/room.reason';
import { unprovided } from '../../../../../machines/unprovided';
import type { SdpAnswer } from '../../../api/signalling';
import { earlyMachine } from '../early/machine';
import type { EarlyInput } from '../early/types';
import { linkMachine } from '../link/machine';
import type { MediaReturned, MediaStalled, SendCommand } from '../link/types';
import type { LobbyEvent, Outbound, Told } from '../messages';
import { overloadMachine } from '../overload/machine';
import { pairMachine } from '../pair/machine';
import type { PairEvent, PairInput } from '../pair/types';
import { SESSION_DELAYS } from './delays';
import type { Login, PeerOpened, SessionContext, SessionEvent } from './types';

type Refused = Told<'refused'>;
type RemoteState = Extract<EngineEvent, { type: 'remote.connection' }>['state'];

/** A refused `enter` also refuses the `login` sent with it, with this code: the second refusal says nothing new. */
const isOfEntry = ({ of, code }: Refused) => (of === 'enter' || of === 'login') && code !== 'config.notLoggedIn';

type Effect<Params = undefined> = (args: { context: SessionContext }, params: Params) => void;
/** The engine provides the effects; a replay has no engine to act on. */
const nothing = (): void => {};
const earlyID = (offerID: string) => `early:${offerID}` as const;
const pairID = (userID: string) => `pair:${userID}` as const;
type Children = Readonly<Record<string, AnyActorRef | undefined>>;
/** From how many others media arrives. */
const flowing = (children: Children): number =>
	Object.entries(children)
		.filter(([id]) => id.startsWith(pairID('')))
		.map(([, pair]) => pair?.getSnapshot() as SnapshotFrom<typeof pairMachine>)
		.filter((pair) => pair.context.expectsMedia && pair.hasTag('flowing')).length;
const say = (message: Outbound): SendCommand => ({ type: 'send', message });

/** What the session does to the engine's other parts. */
const effects = {
	/* What the engine reports. `tellWhy` adds the failure that was kept. */
	tell: nothing as Effect<{ reason: RoomReason; code: FailureCode | null }>,
	tellWhy: nothing as Effect<{ reason: RoomReason }>,
	tellTokenWillExpire: nothing as Effect,
	tellMuteRequested: nothing as Effect<Told<'muteRequested'>>,
	tellConnection: nothing as Effect<{ userID: string; state: RemoteState }>,
	/** Whether a network path leads to someone has changed. */
	tellPath: nothing as Effect<{ userID: string }>,
	/** The pair that found none ends: the next one looks anew. */
	forgetPath: nothing as Effect<{ userID: string }>,

	/* Connections */
	disconnect: nothing as Effect<{ userID: string }>,
	/** The server is silent: does media go on, or is it the network? */
	doubtPairs: nothing as Effect,
	/** The link is back: every pair says again what was lost with it. */
	resumePairs: nothing as Effect,
	/** Without the room, what still reaches whom is measured anew: of all while I am without it, of another while they are. */
	doubtReach: nothing as Effect,
	doubtReachOf: nothing as Effect<{ userID: string }>,
	startAnswered: nothing as Effect,
	parkOffer: nothing as Effect,
	offerAnew: nothing as Effect<Told<'stale'>>,
	takeAnswer: nothing as Effect<Told<'answer'>>,
	takeSignal: nothing as Effect<Told<'signal'>>,

	/* Connections between lobby and room */
	/** From the lobby to all whose offers wait there. */
	connectEarly: nothing as Effect,
	/** The server has forgotten them. */
	closeEarly: nothing as Effect,
	/** They are closed at both ends. */
	endVisit: nothing as Effect,
	startEarly: nothing as Effect<{ offerID: string }>,
	dropEarly: nothing as Effect<{ offerID: string }>,
	takeVisitor: nothing as Effect<Told<'visitor'>>,
	joinVisitor: nothing as Effect<Told<'visitorJoined'>>,

	/* Who is there */
	updateLobby: nothing as Effect<LobbyEvent>,
	/** The lobby shows nobody any more. */
	tellRefusal: nothing as Effect<Refused>,
	/** Streams are told at once, as ZEGO does before LOGINED, the people by `introduce`. */
	welcome: nothing as Effect<Told<'welcome'>>,
	introduce: nothing as Effect,
	updateUsers: nothing as Effect<Told<'users'>>,
	updateStreams: nothing as Effect<Told<'streams'>>,
	updateDevice: nothing as Effect<Told<'device'>>,
	tellMessage: nothing as Effect<Told<'broadcastMessage'>>,
	forgetUser: nothing as Effect<{ userID: string }>,
	/** Someone has been back for a while: what they have not published again is gone. */
	dropUnconfirmed: nothing as Effect<{ userID: string }>,

	/* What is published and played */
	/** Asks for everything that is published here. */
	announce: nothing as Effect,
	confirmPublishing: nothing as Effect<Told<'published'>>,
	refusePublishing: nothing as Effect<Refused>,
	logRefusal: nothing as Effect<Refused>,
	confirmMessage: nothing as Effect<Told<'messageSent'>>,
	refuseMessages: nothing as Effect<Refused>,
	/** Whether the server has got those that it has not answered, nobody knows. */
	loseMessages: nothing as Effect,
	refreshPlayers: nothing as Effect<{ userID: string }>,

	/** Closes every connection and forgets everyone. Devices stay open. */
	closeRoom: nothing as Effect
};
export type SessionEffects = typeof effects;

export const sessionSetup = setup({
	types: {
		context: {} as SessionContext,
		input: {} as { sessionID: string },
		events: {} as SessionEvent,
		tags: {} as 'pending' | 'entered' | 'loggedIn' | 'refused' | 'away',
		children: {} as {
			link: 'link';
			meter: 'meter';
			overload: 'overload';
			answerOffers: 'answerOffers';
			gatherOffer: 'gatherOffer';
			[pair: `pair:${string}`]: 'pair';
			[early: `early:${string}`]: 'early';
		}
	},
	actors: {
		link: linkMachine,
		pair: pairMachine,
		early: earlyMachine,
		overload: overloadMachine,
		/** Counts everyone's packets for as long as I am in the room. */
		meter: fromCallback<EventObject, undefined>(unprovided),
		answerOffers: fromPromise<SdpAnswer[], undefined>(unprovided),
		gatherOffer: fromPromise<void, undefined>(unprovided)
	},
	delays: SESSION_DELAYS,
	guards: {
		isSameRoom: ({ context }, { roomID }: Login) => roomID === context.roomID,
		isSameEntry: ({ context: { roomID, user } }, asked: Login) =>
			asked.roomID === roomID && asked.user.userID === user.userID && !asked.isNewToken,
		mayConnect: (_, { prepares }: Told<'lobby'>) => prepares,
		isAlone: (_, { users }: Told<'welcome'>) => users.length === 0,
		isOfEntry: (_, refused: Refused) => isOfEntry(refused),
		isOfToken: (_, refused: Refused) =>
			isOfEntry(refused) && ['auth.tokenInvalid', 'auth.tokenExpired'].includes(refused.code),
		isOfKick: (_, refused: Refused) => isOfEntry(refused) && failure(refused.code).category === 'kicked',
		isFinal: (_, refused: Refused) => isOfEntry(refused) && !failure(refused.code).retryable,
		isOfMessage: (_, { of }: Refused) => of === 'broadcastMessage',
		isOfPublishing: (_, { of }: Refused) => of === 'publish'
	},
	actions: {
		keepLogin: assign((_, { roomID, user }: Login) => ({ roomID, user, failure: null })),
		keepFailure: assign({ failure: (_, why: Failure) => why }),

		/* What goes to the server */
		send: sendTo('link', (_, message: Outbound) => say(message)),
		sendEnter: sendTo('link', ({ context: { roomID, sessionID } }) => say({ t: 'enter', roomID, sessionID })),
		sendLogin: sendTo('link', ({ context }, answers: readonly SdpAnswer[]) =>
			say({ t: 'login', userName: context.user.userName, answers: [...answers] })
		),
		sendLogout: sendTo('link', say({ t: 'logout' })),
		sendToken: sendTo('link', ({ context }) => say({ t: 'renew', roomID: context.roomID })),

		/** To the link, which asks only while the server is silent. */
		tellStalled: sendTo('link', ({ self }): MediaStalled => ({
			type: 'media.stalled',
			flowing: flowing(self.getSnapshot().children)
		})),
		tellReturned: sendTo('link', { type: 'media.returned' } satisfies MediaReturned),
		stopPair: stopChild((_, { userID }: { userID: string }) => pairID(userID)),
		stopEarly: stopChild((_, { offerID }: { offerID: string }) => earlyID(offerID)),
		tellSignaling: sendTo(
			(_, { userID }: PeerOpened) => pairID(userID),
			(_, { signalingState }): PairEvent => ({ type: `signaling.${signalingState}` })
		),
		tellConnected: sendTo(
			(_, { userID }: PeerOpened) => pairID(userID),
			(_, { connectionState }): PairEvent => ({ type: `connection.${connectionState}` })
		),

		...effects
	}
}).extend({
	actions: {
		spawnPair: enqueueActions(({ enqueue }, { userID, expectsMedia }: PairInput) =>
			enqueue.spawnChild('pair', { id: pairID(userID), input: { userID, expectsMedia } })
		),
		spawnEarly: enqueueActions(({ enqueue }, { offerID }: EarlyInput) =>
			enqueue.spawnChild('early', { id: earlyID(offerID), input: { offerID } })
		)
	}
});

/* How the states name these. */

export const tell = (reason: RoomReason, code: FailureCode | null = null) =>
	({ type: 'tell', params: { reason, code } }) as const;
export const tellWhy = (reason: RoomReason) => ({ type: 'tellWhy', params: { reason } }) as const;

/** Whether the server has someone else's signalling. */
export const tellConnection = (state: RemoteState) =>
	({
		type: 'tellConnection',
		params: ({ event: { userID } }: { event: { userID: string } }) => ({ userID, state })
	}) as const;

type Of<T extends SessionEvent['type']> = { event: Extract<SessionEvent, { type: T }> };
type Entries = 'enterLobby' | 'loginRoom' | 'switchRoom';
/** An action or a guard that is given the event. */
export const withEvent = <const Name extends string>(type: Name) =>
	({ type, params: <Event>({ event }: { event: Event }) => event }) as const;

export const keepLogin = { type: 'keepLogin', params: ({ event }: Of<Entries>): Login => event } as const;
export const keepRefusal = {
	type: 'keepFailure',
	params: ({ event }: Of<'server.refused' | 'server.kicked'>) => failure(event.code, event.detail)
} as const;
export const keepError = {
	type: 'keepFailure',
	params: ({ event }: { event: { error: unknown } }) => asFailure(event.error)
} as const;
export const kicked = { target: '#session.away', actions: [keepRefusal, tellWhy('KICKOUT')] } as const;

export const sendBareLogin = { type: 'sendLogin', params: [] } as const;
export const moveOn = ['closeRoom', tell('LOGOUT'), keepLogin, tell('LOGINING')] as const;
