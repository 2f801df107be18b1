/** Examples of every event: to find out whether a transition could be taken now, and to take it. */
import type { EventFrom, EventObject } from 'xstate';
import type { CallContext } from '../../../../machines/call/types';
import type { DeviceFact } from '../../../../machines/device/types';
import type { DeviceKind, PlayerEvent, PublisherEvent, RoomUser } from '../../../../machines/engine';
import { ABANDONED } from '../../../../machines/delays';
import { failure } from '../../../../machines/failure';
import type { RoomReasonEvent } from '../../../../machines/room.reason';
import { streamIDOf } from '../../../../machines/stream';
import type { Machine } from '../charts';

type AnyEvent = EventFrom<Machine>;
type Patterned = (RoomReasonEvent | PublisherEvent | PlayerEvent)['type'];

/** What an example is made for: the call, and the device or the stream of the actor. Null: any stream. */
export type Situation = { call: CallContext; device: DeviceKind; streamID: string | null };

const NEWCOMER: RoomUser = { userID: 'user-new', userName: 'Newcomer' };
const OTHER_ROOM = 'room-other';
/** A failure that is retried, and one that is not. */
const FAILURES = [failure('stream.interrupted', 'timeout'), failure('stream.forbidden')] as const;

const firstOr = <T>(record: Record<string, T>, otherwise: T): T => Object.values(record)[0] ?? otherwise;
const played = ({ call, streamID }: Situation): string => streamID ?? Object.keys(call.streams)[0] ?? '';
const on = ({ call, device }: Situation): DeviceFact => ({
	state: 'on',
	muteRequested: false,
	wanted: call[device].wanted,
	choice: null,
	deviceID: `${device}-1`,
	failure: null
});

/** A new event of a chart in `machines/` does not compile until it has examples here. */
const EXAMPLES: { [T in Exclude<AnyEvent['type'], Patterned>]: (s: Situation) => Extract<AnyEvent, { type: T }>[] } = {
	'user.start': ({ call }) => [{ type: 'user.start', userName: call.user.userName }],
	'user.leave': () => [{ type: 'user.leave' }],
	'user.turnOn': ({ device }) => [{ type: 'user.turnOn', device }],
	'user.turnOff': ({ device }) => [{ type: 'user.turnOff', device }],
	'user.toggle': ({ device }) => [{ type: 'user.toggle', device }],
	'user.selectDevice': ({ device }) => [{ type: 'user.selectDevice', device, deviceID: `${device}-2` }],
	'user.shareScreen': () => [{ type: 'user.shareScreen' }],
	'user.stopScreen': () => [{ type: 'user.stopScreen' }],
	'user.toggleScreen': () => [{ type: 'user.toggleScreen' }],
	'user.switchRoom': ({ call }) =>
		[OTHER_ROOM, call.roomID].map((roomID) => ({ type: 'user.switchRoom' as const, roomID })),
	'user.retry': () => [{ type: 'user.retry' }],
	'user.unblockSound': () => [{ type: 'user.unblockSound' }],
	'page.hide': () => [{ type: 'page.hide' }],
	'page.navigate': () => [false, true].map((unloads) => ({ type: 'page.navigate' as const, unloads })),
	'page.wake': () => [ABANDONED, 0].map((stoodStill) => ({ type: 'page.wake' as const, stoodStill })),
	'page.autoplayFailed': (situation) => [{ type: 'page.autoplayFailed', streamID: played(situation) }],
	'report.token': ({ call }) => [
		{ type: 'report.token', token: { state: call.token, failure: null }, userID: call.user.userID || null }
	],
	'report.device': (situation) => [{ type: 'report.device', device: situation.device, fact: on(situation) }],
	'report.publisher': ({ call: { user } }) => [
		{
			type: 'report.publisher',
			fact: { streamID: streamIDOf(user.userID, 'camera'), state: 'publishing', failure: null }
		}
	],
	'lobby.users': ({ call: { roomID } }) => [{ type: 'lobby.users', roomID, users: [NEWCOMER] }],
	'room.userUpdate': ({ call: { roomID, users } }) => [
		{ type: 'room.userUpdate', roomID, update: 'ADD', users: [NEWCOMER], reason: null },
		{ type: 'room.userUpdate', roomID, update: 'DELETE', users: [firstOr(users, NEWCOMER)], reason: 'left' }
	],
	'room.streamUpdate': ({ call: { roomID, users, streams: played } }) => {
		const user = Object.values(users).find(({ userID }) => !(streamIDOf(userID, 'camera') in played)) ?? NEWCOMER;
		const streams = [{ streamID: streamIDOf(user.userID, 'camera'), user }];
		return [{ type: 'room.streamUpdate', roomID, update: 'ADD', streams, reason: null }];
	},
	'remote.device': (situation) => [
		{ type: 'remote.device', streamID: played(situation), device: situation.device, status: 'MUTE' }
	],
	'remote.connection': ({ call: { users } }) =>
		(['RECONNECTING', 'NO_PATH', 'CONNECTED'] as const).map((state) => ({
			type: 'remote.connection' as const,
			userID: firstOr(users, NEWCOMER).userID,
			state
		})),
	'network.quality': () => [{ type: 'network.quality', userID: '', uplink: 3, downlink: 1 }],
	'token.willExpire': ({ call: { roomID } }) => [{ type: 'token.willExpire', roomID }],
	'token.granted': ({ call: { roomID } }) => [{ type: 'token.granted', roomID, expiresIn: 3_600 }],
	'device.list': ({ device }) => [
		{ type: 'device.list', devices: [{ device, deviceID: `${device}-2`, label: `Another ${device}` }] }
	],
	'device.muted': ({ device }) => [true, false].map((muted) => ({ type: 'device.muted' as const, device, muted })),
	'device.muteRequested': ({ device }) => [{ type: 'device.muteRequested', device }],
	'request.over': () => [{ type: 'request.over' }],
	'device.permission': ({ device }) =>
		[true, false].map((granted) => ({ type: 'device.permission' as const, device, granted })),
	'device.lost': ({ device }) =>
		(['device.unplugged', 'device.denied'] as const).map((code) => ({
			type: 'device.lost' as const,
			device,
			failure: failure(code)
		})),
	'screen.share': ({ call }) => [{ type: 'screen.share', streamID: streamIDOf(call.user.userID, 'screen') }],
	'screen.toggle': ({ call }) => [{ type: 'screen.toggle', streamID: streamIDOf(call.user.userID, 'screen') }],
	'screen.captured': () => [false, true].map((muted) => ({ type: 'screen.captured' as const, muted })),
	'screen.muted': () => [true, false].map((muted) => ({ type: 'screen.muted' as const, muted })),
	'screen.ended': () => [{ type: 'screen.ended' }],
	'engine.log': () => [{ type: 'engine.log', level: 'error', action: 'zm.rm.lgr', errorCode: 1002053, streamID: '' }],
	'stream.resume': () => [{ type: 'stream.resume' }],
	'stream.DELETE': () => [{ type: 'stream.DELETE', reason: 'left' }],
	'service.failed': () =>
		[...FAILURES, failure('screen.cancelled')].map((it) => ({ type: 'service.failed', failure: it }))
};

/** The output of every service at once. Each chart reads its part. */
const outputOf = ({ call, device }: Situation) => ({
	deviceID: `${device}-1`,
	muted: false,
	userID: call.user.userID || 'user-me',
	expiresIn: 3_600
});

const withOutput = (type: string, output: unknown): EventObject & { output: unknown } => ({ type, output });

export function examplesOf(type: string, situation: Situation): EventObject[] {
	const examples = (EXAMPLES as Record<string, ((s: Situation) => EventObject[]) | undefined>)[type];
	if (examples) return examples(situation);
	const { call } = situation;
	if (type.startsWith('room.')) {
		const rooms = [call.roomID, call.previousRoomID ?? OTHER_ROOM];
		return rooms.map((roomID) => ({ type, roomID, failure: /FAIL|KICK/.test(type) ? FAILURES[0] : null }));
	}
	if (/^(publisher|player)\./.test(type)) {
		return streamsFor(type, situation).flatMap((streamID) =>
			[...FAILURES, null].map((it) => ({ type, streamID, failure: it }))
		);
	}
	if (type.startsWith('xstate.done.actor.')) return [withOutput(type, outputOf(situation))];
	if (type.startsWith('xstate.error.actor.')) return FAILURES.map((error) => ({ type, error }));
	return [{ type }];
}

function streamsFor(type: string, { call, streamID }: Situation): string[] {
	if (streamID !== null) return [streamID];
	if (type.startsWith('player.')) return Object.keys(call.streams);
	return (['camera', 'screen'] as const).map((source) => streamIDOf(call.user.userID, source));
}
