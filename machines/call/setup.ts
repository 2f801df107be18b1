/** What the names in `call.machine.ts` mean: actors, guards, actions and delays, each a line or two. */
import { assign, emit, enqueueActions, sendTo, setup } from 'xstate';
import type { CallContext, CallEnd, CallEvent, CallInput, DeviceFact, EndCause, Intents, Notice } from './types';
import { DELAYS } from '../delays';
import { DEVICE_KINDS } from '../device/kinds';
import { deviceMachine } from '../device/machine';
import type { DeviceKind } from '../engine';
import { failure, failureOf, type FailureCode } from '../failure';
import { playerMachine } from '../player/machine';
import { publisherMachine } from '../publisher/machine';
import { screenMachine } from '../screen/machine';
import * as services from '../services';
import { streamIDOf } from '../stream';
import { tokenMachine } from '../token/machine';

export const PLAYER = (streamID: string) => `player:${streamID}` as const;

/** A device that is wanted has been waited for when it is one of these. */
const SETTLED = new Set<DeviceFact['state']>(['on', 'blocked']);

const without = <T>(record: Record<string, T>, keys: string[]): Record<string, T> =>
	Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)));

/** An engine that names no room means the one it is in. */
const sameRoom = (context: CallContext, event: CallEvent): boolean =>
	'roomID' in event && (event.roomID === context.roomID || event.roomID === '');

export const callSetup = setup({
	types: {
		context: {} as CallContext,
		input: {} as CallInput,
		events: {} as CallEvent,
		emitted: {} as Notice,
		output: {} as { end: CallEnd | null; intents: Intents }
	},
	actors: {
		...services,
		camera: deviceMachine,
		microphone: deviceMachine,
		screen: screenMachine,
		token: tokenMachine,
		publisher: publisherMachine,
		player: playerMachine
	},
	delays: DELAYS,
	guards: {
		isResumed: ({ context }) => context.resume,
		isOpen: ({ context }) => context.end === null,
		isEngineReady: ({ context }) => context.engine.state === 'ready',
		isTokenValid: ({ context }) => context.token.state === 'valid',
		hasTokenFailed: ({ context }) => context.token.state === 'failed',
		areDevicesSettled: ({ context }) =>
			DEVICE_KINDS.every((device) => !context[device].wanted || SETTLED.has(context[device].state)),
		isThisRoom: ({ context, event }) => sameRoom(context, event),
		isOtherRoom: ({ context, event }) => !sameRoom(context, event),
		isPublished: ({ context }) => context.publisher?.state === 'publishing',
		hasPublisherFailed: ({ context }) => context.publisher?.state === 'failed',
		/** Asked once `canPublish` is denied: someone with neither device sends nothing, and is in the call all the same. */
		hasNothingToPublish: ({ context }) => context.publisher === null,
		canPublish: ({ context }) =>
			context.publisher === null && DEVICE_KINDS.some((device) => context[device].state === 'on'),
		isMyCameraStream: ({ context, event }) => 'streamID' in event && event.streamID === context.publisher?.streamID,
		isMyScreenStream: ({ context, event }) =>
			context.end === null && 'streamID' in event && event.streamID === streamIDOf(context.user.userID, 'screen'),
		hasPlayer: ({ context, event }) => 'streamID' in event && Object.hasOwn(context.players, event.streamID),
		isAnotherRoom: ({ context, event }) => event.type === 'user.switchRoom' && event.roomID !== context.roomID
	},
	actions: {
		/* What the person said */
		nameUser: assign({
			user: ({ context, event }) =>
				event.type === 'user.start' ? { ...context.user, userName: event.userName } : context.user
		}),
		tellDevice: enqueueActions(({ event, enqueue }) => {
			if ('device' in event && event.type !== 'report.device') enqueue.sendTo(event.device, event);
		}),
		tellDevices: enqueueActions(({ event, enqueue }) => {
			for (const device of DEVICE_KINDS) enqueue.sendTo(device, event);
		}),
		tellScreen: sendTo('screen', ({ event }) => event),
		tellToken: sendTo('token', ({ event }) => event),
		tellPublisher: sendTo('publisher', ({ event }) => event),
		tellPlayer: sendTo(
			({ event }) => PLAYER('streamID' in event ? event.streamID : ''),
			({ event }) => event
		),
		tellPlayers: enqueueActions(({ context, event, enqueue }) => {
			for (const streamID of Object.keys(context.players)) enqueue.sendTo(PLAYER(streamID), event);
		}),
		/** What gave up while the room was out of reach gets another chance. */
		resumeStreams: enqueueActions(({ context, enqueue }) => {
			if (context.publisher) enqueue.sendTo('publisher', { type: 'stream.resume' });
			for (const streamID of Object.keys(context.players)) enqueue.sendTo(PLAYER(streamID), { type: 'stream.resume' });
		}),
		retryPublisher: enqueueActions(({ context, event, enqueue }) => {
			if (context.publisher) enqueue.sendTo('publisher', event);
		}),
		shareScreen: sendTo('screen', ({ context }) => ({
			type: 'screen.share' as const,
			streamID: streamIDOf(context.user.userID, 'screen')
		})),
		stopScreen: sendTo('screen', { type: 'user.stopScreen' }),

		/* What the children report */
		recordToken: assign({
			token: ({ context, event }) => (event.type === 'report.token' ? event.token : context.token),
			user: ({ context, event }) =>
				event.type === 'report.token' && event.userID !== null
					? { ...context.user, userID: event.userID }
					: context.user
		}),
		recordDevice: assign(({ event }) => (event.type === 'report.device' ? { [event.device]: event.fact } : {})),
		/** A child chart that broke takes only its own device with it. */
		blockDevice: assign(({ context, event }, device: DeviceKind) => ({
			[device]: { ...context[device], state: 'blocked', failure: failureOf(event) }
		})),
		blockScreen: assign({
			screen: ({ event }) => ({ state: 'off' as const, failure: failureOf(event) })
		}),
		recordScreen: assign({
			screen: ({ context, event }) => (event.type === 'report.screen' ? event.fact : context.screen)
		}),
		/** A report that comes after the publisher was stopped tells of nothing any more. */
		recordPublisher: assign({
			publisher: ({ context, event }) =>
				event.type === 'report.publisher' && context.publisher !== null ? event.fact : context.publisher
		}),
		recordPlayer: assign({
			players: ({ context, event }) =>
				event.type === 'report.player' && Object.hasOwn(context.players, event.fact.streamID)
					? { ...context.players, [event.fact.streamID]: event.fact }
					: context.players
		}),

		/* What the engine reports */
		recordEngineReady: assign({ engine: { state: 'ready', failure: null } }),
		recordEngineLoading: assign({ engine: { state: 'loading', failure: null } }),
		recordEngineFailed: assign({
			engine: ({ event }) => ({ state: 'failed' as const, failure: failureOf(event, 'browser.engineLoad') })
		}),
		recordLobby: assign({
			users: ({ context, event }) =>
				event.type === 'lobby.users'
					? Object.fromEntries(event.users.map((user) => [user.userID, user]))
					: context.users
		}),
		recordDevices: assign({
			devices: ({ context, event }) => (event.type === 'device.list' ? event.devices : context.devices)
		}),
		recordQuality: assign({
			quality: ({ context, event }) =>
				event.type === 'network.quality'
					? { ...context.quality, [event.userID]: { uplink: event.uplink, downlink: event.downlink } }
					: context.quality
		}),
		updateUsers: assign({
			users: ({ context, event }) => {
				if (event.type !== 'room.userUpdate') return context.users;
				const others = event.users.filter(({ userID }) => userID !== context.user.userID);
				return event.update === 'ADD'
					? { ...context.users, ...Object.fromEntries(others.map((user) => [user.userID, user])) }
					: without(
							context.users,
							others.map(({ userID }) => userID)
						);
			}
		}),
		announceJoined: enqueueActions(({ context, event, enqueue }) => {
			if (event.type !== 'room.userUpdate' || event.update === 'DELETE') return;
			for (const user of event.users)
				if (user.userID !== context.user.userID && !Object.hasOwn(context.users, user.userID))
					enqueue.emit({ type: 'notice.joined', user });
		}),
		announceGone: enqueueActions(({ context, event, enqueue }) => {
			if (event.type !== 'room.userUpdate' || event.update === 'ADD') return;
			const reason = event.reason === null || event.reason === 'stopped' ? 'left' : event.reason;
			for (const user of event.users)
				if (Object.hasOwn(context.users, user.userID)) enqueue.emit({ type: 'notice.gone', user, reason });
		}),
		/** Plays every stream that is added, and stops every stream that is deleted: an empty stream costs money. */
		updateStreams: enqueueActions(({ context, event, enqueue }) => {
			if (event.type !== 'room.streamUpdate') return;
			if (event.update === 'DELETE') {
				const gone = new Set(event.streams.map(({ streamID }) => streamID));
				for (const streamID of Object.keys(context.players).filter((streamID) => gone.has(streamID))) {
					enqueue.sendTo(PLAYER(streamID), { type: 'stream.DELETE', reason: event.reason });
					enqueue.stopChild(PLAYER(streamID));
				}
				enqueue.assign({ players: without(context.players, [...gone]) });
				return;
			}
			const fresh = new Map(event.streams.map((stream) => [stream.streamID, stream]));
			for (const stream of fresh.values()) {
				if (Object.hasOwn(context.players, stream.streamID) || stream.user.userID === context.user.userID) continue;
				enqueue.assign({
					players: ({ context }) => ({
						...context.players,
						[stream.streamID]: {
							...stream,
							state: 'requesting',
							sound: 'audible',
							camera: 'OPEN',
							microphone: 'OPEN',
							failure: null
						}
					})
				});
				enqueue.spawnChild('player', { id: PLAYER(stream.streamID), input: stream });
			}
		}),
		startPublisher: enqueueActions(({ context, enqueue }) => {
			const streamID = streamIDOf(context.user.userID, 'camera');
			enqueue.assign({ publisher: { streamID, state: 'requesting', failure: null } });
			enqueue.spawnChild('publisher', { id: 'publisher', input: { streamID } });
		}),
		stopStreams: enqueueActions(({ context, enqueue }) => {
			for (const streamID of Object.keys(context.players)) enqueue.stopChild(PLAYER(streamID));
			enqueue.stopChild('publisher');
			enqueue.assign({ players: {}, publisher: null, quality: {} });
		}),
		stopChildren: enqueueActions(({ enqueue }) => {
			for (const child of [...DEVICE_KINDS, 'screen', 'token']) enqueue.stopChild(child);
		}),

		/* Switching rooms */
		recordNextRoom: assign({
			nextRoomID: ({ context, event }) => (event.type === 'user.switchRoom' ? event.roomID : context.nextRoomID)
		}),
		forgetNextRoom: assign({ nextRoomID: null }),
		enterNextRoom: assign({
			previousRoomID: ({ context }) => context.roomID,
			roomID: ({ context }) => context.nextRoomID ?? context.roomID,
			nextRoomID: null,
			users: {}
		}),
		tellTokenRoom: sendTo('token', ({ context }, { expiresIn }: { expiresIn: number }) => ({
			type: 'token.granted' as const,
			roomID: context.roomID,
			expiresIn
		})),
		noteSwitchFailed: emit(({ event }) => ({
			type: 'notice.switchFailed',
			failure: failureOf(event, 'network.tokenUnreachable')
		})),

		/* How it ends */
		endAs: assign({ end: (_, cause: EndCause): CallEnd => ({ cause, failure: null }) }),
		endAsFailed: assign({
			end: ({ event }): CallEnd => ({ cause: 'failed', failure: failureOf(event, 'network.broken') })
		}),
		endAsKicked: assign({
			end: ({ event }): CallEnd => ({ cause: 'kicked', failure: 'failure' in event ? event.failure : null })
		}),
		endAsTimedOut: assign({
			end: (_, code: FailureCode): CallEnd => ({ cause: 'failed', failure: failure(code, 'timeout') })
		}),
		endWithoutToken: assign({ end: ({ context }): CallEnd => ({ cause: 'failed', failure: context.token.failure }) }),
		noteIgnored: emit(({ event }) => ({ type: 'notice.reasonIgnored', reason: event.type }))
	}
});
