/** What I publish and what I play. */
import { assign, enqueueActions, sendTo } from 'xstate';
import { DEVICE_KINDS } from '../../device.kinds';
import type { PlayerEvent, PublisherEvent, RoomStream } from '../../engine';
import { MOST_SENT, type PictureMode } from '../../pictures';
import { streamIDOf } from '../../stream';
import type { EventOf } from '../types';
import { without } from './base';
import { withDevices } from './devices';

export const PLAYER = (streamID: string) => `player:${streamID}` as const;

type ForPlayer =
	| PlayerEvent
	| EventOf<'remote.device' | 'remote.speaking' | 'page.autoplayFailed' | 'page.streamResized'>;

export const withStreams = withDevices.extend({
	guards: {
		isPublished: ({ context }) => context.publisher === 'publishing',
		hasPublisherFailed: ({ context }) => context.publisher === 'failed',
		/** Checked after `canPublish`: without a device, the person joins and publishes nothing. */
		hasNothingToPublish: ({ context }) => context.publisher === null,
		canPublish: ({ context }) =>
			context.publisher === null && DEVICE_KINDS.some((device) => context[device].state === 'on'),
		isMyCameraStream: ({ context }, streamID: string) =>
			context.publisher !== null && streamID === streamIDOf(context.user.userID, 'camera'),
		isMyScreenStream: ({ context }, streamID: string) =>
			context.end === null && streamID === streamIDOf(context.user.userID, 'screen'),
		hasPlayer: ({ context }, streamID: string) => Object.hasOwn(context.streams, streamID)
	},
	actions: {
		startPublisher: enqueueActions(({ context, enqueue }) => {
			const streamID = streamIDOf(context.user.userID, 'camera');
			enqueue.assign({ publisher: 'requesting' });
			enqueue.spawnChild('publisher', { id: 'publisher', input: { streamID, most: MOST_SENT[context.pictures] } });
		}),
		tellPublisher: sendTo('publisher', (_, event: PublisherEvent) => event),
		/** A report that comes after the publisher was stopped says nothing of the next one. */
		recordPublisher: assign({
			publisher: ({ context }, { fact }: EventOf<'report.publisher'>) => context.publisher && fact.state
		}),

		tellPlayer: sendTo(
			(_, { streamID }: ForPlayer) => PLAYER(streamID),
			(_, event) => event
		),
		/** Plays every stream that is added, and stops every stream that is deleted: playing on would cost money. */
		updateStreams: enqueueActions(({ context, enqueue }, { update, streams, reason }: EventOf<'room.streamUpdate'>) => {
			const isPlayed = ({ streamID }: RoomStream) => Object.hasOwn(context.streams, streamID);
			if (update === 'DELETE') {
				const gone = new Set(streams.filter(isPlayed).map(({ streamID }) => streamID));
				for (const streamID of gone) {
					enqueue.sendTo(PLAYER(streamID), { type: 'stream.DELETE', reason });
					enqueue.stopChild(PLAYER(streamID));
				}
				enqueue.assign({ streams: without(context.streams, [...gone]) });
				return;
			}
			const others = streams.filter((stream) => !isPlayed(stream) && stream.user.userID !== context.user.userID);
			const added = Object.fromEntries(others.map((stream) => [stream.streamID, stream]));
			enqueue.assign({ streams: { ...context.streams, ...added } });
			for (const stream of Object.values(added))
				enqueue.spawnChild('player', {
					id: PLAYER(stream.streamID),
					input: { ...stream, pictures: context.pictures }
				});
		}),

		recordOverload: assign({ overloaded: (_, { overloaded }: EventOf<'engine.overload'>) => overloaded }),
		/** Of others, of mine, and of my camera. */
		choosePictures: enqueueActions(({ context, enqueue }, pictures: PictureMode) => {
			const chosen = { type: 'pictures.chosen', pictures } as const;
			enqueue.assign({ pictures });
			for (const streamID of Object.keys(context.streams)) enqueue.sendTo(PLAYER(streamID), chosen);
			if (context.publisher !== null) enqueue.sendTo('publisher', chosen);
			enqueue.sendTo('camera', { type: pictures === 'audioOnly' ? 'rest.begin' : 'rest.end' });
		}),
		/** To everything that plays or is published. */
		retryStreams: enqueueActions(({ context, enqueue }) => {
			if (context.publisher !== null) enqueue.sendTo('publisher', { type: 'user.retry' });
			for (const streamID of Object.keys(context.streams)) enqueue.sendTo(PLAYER(streamID), { type: 'user.retry' });
		}),
		/** What gave up while the room was out of reach gets another chance. */
		resumeStreams: enqueueActions(({ context, enqueue }) => {
			if (context.publisher !== null) enqueue.sendTo('publisher', { type: 'stream.resume' });
			enqueue.sendTo('screen', { type: 'stream.resume' });
			for (const streamID of Object.keys(context.streams)) enqueue.sendTo(PLAYER(streamID), { type: 'stream.resume' });
		}),
		unblockSound: enqueueActions(({ context, enqueue }) => {
			for (const streamID of Object.keys(context.streams))
				enqueue.sendTo(PLAYER(streamID), { type: 'user.unblockSound' });
		}),
		stopStreams: enqueueActions(({ context, enqueue }) => {
			for (const streamID of Object.keys(context.streams)) enqueue.stopChild(PLAYER(streamID));
			enqueue.stopChild('publisher');
			enqueue.assign({ streams: {}, publisher: null, quality: {} });
		})
	}
});
