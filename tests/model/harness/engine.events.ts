/** Every event of the port, at runtime: a new one does not compile until it is listed. */
import type { EngineEvent, PlayerEvent, PublisherEvent } from '../../../machines/engine';
import { ROOM_REASONS, type RoomReasonEvent } from '../../../machines/room.reason';

type Patterned = (RoomReasonEvent | PublisherEvent | PlayerEvent)['type'];

const PATTERNED: readonly Patterned[] = [
	...ROOM_REASONS.map((reason) => `room.${reason}` as const),
	...(['NO_PUBLISH', 'PUBLISH_REQUESTING', 'PUBLISHING'] as const).map((state) => `publisher.${state}` as const),
	...(['NO_PLAY', 'PLAY_REQUESTING', 'PLAYING'] as const).map((state) => `player.${state}` as const)
];

const OTHERS: Record<Exclude<EngineEvent['type'], Patterned>, true> = {
	'lobby.users': true,
	'room.userUpdate': true,
	'room.streamUpdate': true,
	'remote.device': true,
	'remote.connection': true,
	'network.quality': true,
	'token.willExpire': true,
	'device.list': true,
	'device.permission': true,
	'device.lost': true,
	'device.muted': true,
	'screen.ended': true,
	'screen.muted': true,
	'engine.log': true
};

export const ENGINE_EVENTS: readonly string[] = [...PATTERNED, ...Object.keys(OTHERS)];

export const isEngineEvent = (type: string): type is EngineEvent['type'] => ENGINE_EVENTS.includes(type);
