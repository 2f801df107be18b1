/** The local engine's session with its link, over a socket and a server that the test plays, on a clock of its own. */
import {
	createActor,
	fromCallback,
	fromPromise,
	SimulatedClock,
	type AnyActorRef,
	type EventObject,
	type InspectionEvent
} from 'xstate';
import type { SdpAnswer, ServerMessage } from '../../../src/lib/api/signalling';
import { earlyMachine } from '../../../src/lib/engine/local/early/machine';
import { linkMachine } from '../../../src/lib/engine/local/link/machine';
import type { LinkInput, NetworkEvent, SendCommand, SocketEvent } from '../../../src/lib/engine/local/link/types';
import type { Outbound } from '../../../src/lib/engine/local/messages';
import { pairMachine } from '../../../src/lib/engine/local/pair/machine';
import { sessionMachine } from '../../../src/lib/engine/local/session/machine';
import type { Login } from '../../../src/lib/engine/local/session/types';

export const LOGIN: Login = { roomID: 'room', user: { userID: 'me', userName: 'Me' }, isNewToken: true };
export const LOBBY: ServerMessage = { t: 'lobby', users: [], offers: [], prepares: false };
export const WELCOME: Extract<ServerMessage, { t: 'welcome' }> = { t: 'welcome', users: [], streams: [], paired: [] };

type Setting = {
	answers?: SdpAnswer[];
	link?: typeof linkMachine;
	/** A request to the server: without it none is answered. */
	reach?: () => Promise<void>;
	/** Without it the next socket is tried at once, however many have failed. */
	pauses?: true;
	parent?: AnyActorRef;
	inspect?: (event: InspectionEvent) => void;
};

export function startSession({ answers = [], link, reach: answer, pauses, parent, inspect }: Setting = {}) {
	const clock = new SimulatedClock();
	const sent: Outbound[] = [];
	const told: string[] = [];
	const done: string[] = [];
	let open: ((event: SocketEvent) => void) | null = null;
	const rooms: string[] = [];
	const socket = fromCallback<SendCommand, LinkInput, SocketEvent>(({ input, sendBack, receive }) => {
		open = sendBack;
		rooms.push(input.roomID);
		receive(({ message }) => sent.push(message));
		return () => void (open = null);
	});
	const idle = fromCallback<EventObject, undefined>(() => () => {});
	const network = fromCallback<EventObject, undefined, NetworkEvent>(() => () => {});
	const reach = fromPromise<void, LinkInput>(answer ?? (() => new Promise(() => {})));
	const note = (what: string) => () => void done.push(what);
	const machine = sessionMachine.provide({
		actors: {
			link:
				link ??
				linkMachine.provide({ actors: { socket, network, reach }, delays: pauses ? {} : { retryPause: () => 0 } }),
			early: earlyMachine.provide({ actors: { agree: fromPromise(() => new Promise(() => {})) } }),
			pair: pairMachine.provide({ actors: { listen: fromCallback(() => () => {}) } }),
			meter: idle,
			answerOffers: fromPromise<SdpAnswer[], undefined>(() => Promise.resolve(answers)),
			gatherOffer: fromPromise<void, undefined>(() => Promise.resolve())
		},
		actions: {
			tell: (_, { reason, code }) => told.push(code === null ? reason : `${reason} ${code}`),
			tellWhy: ({ context }, { reason }) => told.push(`${reason} ${context.failure?.code ?? ''}`),
			tellTokenWillExpire: () => told.push('tokenWillExpire'),
			tellRefusal: (_, { code }) => told.push(`lobby.refused ${code}`),
			parkOffer: note('parkOffer'),
			connectEarly: note('connectEarly'),
			endVisit: note('endVisit'),
			takeVisitor: note('takeVisitor'),
			joinVisitor: note('joinVisitor'),
			dropEarly: note('dropEarly'),
			doubtReachOf: (_, { userID }) => done.push(`${userID} doubted`),
			tellConnection: (_, { userID, state }) => done.push(`${userID} ${state}`),
			tellPath: note('tellPath'),
			forgetPath: note('forgetPath'),
			forgetUser: note('forgetUser'),
			disconnect: note('disconnect'),
			refusePublishing: note('refusePublishing'),
			logRefusal: note('logRefusal')
		}
	});
	// As in a call, whose engine is an actor.
	const engine = parent ?? createActor(idle, { clock, id: 'engine', ...(inspect && { inspect }) }).start();
	const actor = createActor(machine, {
		id: 'session',
		src: 'session',
		parent: engine,
		input: { sessionID: 'my-session' }
	}).start();
	const session = {
		actor,
		done,
		send: actor.send.bind(actor),
		hears: (message: ServerMessage) => open?.({ type: 'socket.message', message }),
		connects: () => open?.({ type: 'socket.opened' }),
		disconnects() {
			open?.({ type: 'socket.closed' });
			clock.increment(0);
		},
		hasSocket: () => open !== null,
		/** Of each socket that has been made: the room it is for. */
		sockets: () => rooms,
		passes: (milliseconds: number) => clock.increment(milliseconds),
		/** What was sent and told since this was called last. */
		news: () => ({ sent: sent.splice(0).map(({ t }) => t), told: told.splice(0) }),
		messages: () => sent.splice(0),
		entersLobby() {
			session.send({ type: 'enterLobby', ...LOGIN });
			session.connects();
			session.hears(LOBBY);
			session.news();
			return session;
		},
		entersRoom() {
			session.send({ type: 'loginRoom', ...LOGIN });
			session.connects();
			session.hears(WELCOME);
			session.news();
			return session;
		},
		losesLink() {
			session.disconnects();
			session.news();
			return session;
		}
	};
	return session;
}
