/** Connects the charts of the engine with its other parts: provides all effects and actors of the session and its pairs. */
import { fromCallback, fromPromise } from 'xstate';
import type { EngineEvent } from '../../../../machines/engine';
import { failure } from '../../../../machines/failure';
import type { Voices } from '../speech';
import { earlyMachine } from './early/machine';
import type { EarlyEffects } from './early/setup';
import type { Lobby } from './lobby';
import { overloadMachine } from './overload/machine';
import type { OverloadEffects } from './overload/setup';
import { pairMachine } from './pair/machine';
import type { PairEffects } from './pair/setup';
import type { PairEvent } from './pair/types';
import { askKeyFrames } from './peers/connection';
import { watchEncoders } from './peers/encoders';
import type { Peers } from './peers/peers';
import { meter } from './peers/quality';
import { listenTo } from './peers/stats';
import { hearVoices } from './peers/voices';
import type { Player } from './player';
import type { Publisher } from './publisher';
import type { Roster } from './roster';
import type { SentMessages } from './messages.sent';
import type { Streams } from './streams';
import { sessionMachine } from './session/machine';
import type { SessionEffects } from './session/setup';
import type { Views } from './views';
import { linkOver, type SocketOptions } from './socket';

export interface Parts extends SocketOptions {
	readonly lobby: Lobby;
	readonly peers: Peers;
	readonly player: Player;
	readonly publisher: Publisher;
	readonly roster: Roster;
	readonly sent: SentMessages;
	readonly streams: Streams;
	readonly views: Views;
	readonly voices: Voices;
	readonly emit: (event: EngineEvent) => void;
}

export function sessionOf(parts: Parts): typeof sessionMachine {
	const { lobby, peers, emit } = parts;
	return sessionMachine.provide({
		actors: {
			link: linkOver(parts),
			pair: pairOf(parts),
			early: earlyOf(parts),
			overload: overloadOf(parts),
			meter: fromCallback(() => {
				const stops = [meter(peers, emit), hearVoices(parts)];
				return () => stops.forEach((stop) => stop());
			}),
			answerOffers: fromPromise(() => peers.answerOffers(lobby.offers)),
			gatherOffer: fromPromise(() => peers.gatherOffer())
		},
		actions: harmless(effectsOf(parts))
	});
}

function effectsOf({ emit, lobby, peers, player, publisher, roster, sent }: Parts): SessionEffects {
	return {
		tell: ({ context: { roomID } }, { reason, code }) =>
			emit({ type: `room.${reason}`, roomID, failure: code && failure(code) }),
		tellWhy: ({ context: { roomID, failure } }, { reason }) => emit({ type: `room.${reason}`, roomID, failure }),
		tellTokenWillExpire: ({ context: { roomID } }) => emit({ type: 'token.willExpire', roomID }),

		tellMuteRequested: (_, { device }) => emit({ type: 'device.muteRequested', device }),
		tellConnection: (_, { userID, state }) => emit({ type: 'remote.connection', userID, state }),
		tellPath: (_, { userID }) =>
			emit({ type: 'remote.connection', userID, state: peers.isPathless(userID) ? 'NO_PATH' : 'CONNECTED' }),
		forgetPath(_, { userID }) {
			if (peers.isPathless(userID)) emit({ type: 'remote.connection', userID, state: 'CONNECTED' });
		},

		disconnect: (_, { userID }) => peers.remove(userID),
		doubtPairs: () => peers.tellAll({ type: 'link.doubted' }),
		resumePairs: () => peers.tellAll({ type: 'link.resumed' }),
		doubtReach: () => peers.doubtReach(),
		doubtReachOf: (_, { userID }) => peers.get(userID)?.doubtReach(),
		startAnswered: () => peers.startAnswered(),
		parkOffer: () => peers.parkOffer(),
		offerAnew: (_, stale) => peers.offerAnew(stale),
		takeAnswer: (_, answer) => peers.takeAnswer(answer),
		takeSignal: (_, signal) => peers.takeSignal(signal),

		connectEarly: () => peers.early.connect(lobby.offers.values()),
		closeEarly: () => peers.early.closeAll(),
		endVisit: () => peers.early.endVisit(),
		startEarly: (_, { offerID }) => peers.early.start(offerID),
		dropEarly: (_, { offerID }) => peers.early.close(offerID),
		takeVisitor: (_, visitor) => peers.takeVisitor(visitor),
		joinVisitor: (_, visitor) => peers.joinVisitor(visitor),

		updateLobby({ context: { roomID } }, event) {
			const news = lobby.update(event, roomID);
			if (news) emit(news);
		},
		tellRefusal({ context: { roomID } }, { code, detail }) {
			lobby.clear();
			emit({ type: 'lobby.refused', roomID, failure: failure(code, detail) });
		},
		welcome({ context: { roomID } }, message) {
			roster.welcome(message, roomID);
			peers.welcome(message, lobby.offers);
			lobby.clear();
		},
		introduce: () => roster.introduce(),
		updateUsers: (_, users) => roster.updateUsers(users),
		updateStreams: (_, streams) => roster.updateStreams(streams),
		updateDevice: (_, device) => roster.updateDevice(device),
		tellMessage: (_, message) => roster.tellMessage(message),
		forgetUser: (_, { userID }) => roster.forget(userID),
		dropUnconfirmed: (_, { userID }) => roster.dropUnconfirmed(userID),

		announce: () => publisher.announce(),
		confirmPublishing: (_, { streamID }) => publisher.confirm(streamID),
		refusePublishing: (_, { code, detail }) => publisher.refuse(failure(code, detail)),
		confirmMessage: (_, { messageID }) => sent.confirm(messageID),
		refuseMessages: (_, { code, detail }) => sent.refuse(failure(code, detail)),
		loseMessages: () => sent.refuse(failure('network.broken', 'link lost')),
		logRefusal: (_, { of, code, detail }) => console.warn('refused', of, code, detail),
		refreshPlayers: (_, { userID }) => player.refresh(userID),

		closeRoom() {
			player.clear();
			peers.closeAll();
			roster.clear();
			publisher.clear();
			sent.refuse(failure('network.broken', 'room left'));
		}
	};
}

function pairOf({ peers, views }: Parts): typeof pairMachine {
	const effects: PairEffects = {
		restartIce: ({ context }) => peers.get(context.userID)?.pc.restartIce(),
		offerAgain: ({ context }) => void peers.get(context.userID)?.negotiation.offer(),
		startOver: ({ context }) => void peers.get(context.userID)?.startOver(),
		askKeyFrames({ context }) {
			const peer = peers.get(context.userID);
			if (peer) askKeyFrames(peer.pc);
		},
		askSizes: ({ context }) => views.tellAgain(context.userID)
	};
	return pairMachine.provide({
		actors: {
			listen: fromCallback<PairEvent, { userID: string }, PairEvent>(({ input, sendBack }) => {
				const peer = peers.get(input.userID);
				return peer && listenTo(peer, () => sendBack({ type: 'media.proved' }));
			})
		},
		actions: harmless(effects)
	});
}

function earlyOf({ peers: { early } }: Parts): typeof earlyMachine {
	const effects: EarlyEffects = {
		sendAnswer: ({ context }) => early.sendAnswer(context.offerID),
		giveUp: ({ context }) => early.giveUp(context.offerID)
	};
	return earlyMachine.provide({
		actors: { agree: fromPromise(({ input }) => early.agree(input.offerID)) },
		actions: harmless(effects)
	});
}

function overloadOf({ peers, publisher, emit }: Parts): typeof overloadMachine {
	const effects: OverloadEffects = {
		applyStep: ({ context }) => publisher.sendLess(context.step),
		tell: (_, { overloaded }) => emit({ type: 'engine.overload', overloaded })
	};
	return overloadMachine.provide({
		actors: {
			watch: fromCallback(({ sendBack }) => {
				const stop = watchEncoders(peers, sendBack);
				return () => {
					stop();
					publisher.sendLess(0);
				};
			})
		},
		actions: harmless(effects)
	});
}

/** A chart whose action throws stops for good: an error in one connection must not end the session. */
function harmless<Effects extends Record<string, (...args: never[]) => void>>(effects: Effects): Effects {
	const guarded = Object.entries(effects).map(([name, effect]) => [
		name,
		(...args: never[]) => {
			try {
				effect(...args);
			} catch (error) {
				reportError(error);
			}
		}
	]);
	return Object.fromEntries(guarded) as Effects;
}
