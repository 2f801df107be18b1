/** Examples of the events of the charts in `machines/`. */
import { ABANDONED } from '../../../../machines/delays';
import { DEVICE_KINDS, SYSTEM_DEFAULT } from '../../../../machines/device.kinds';
import type { DeviceFact } from '../../../../machines/device/types';
import type { PlayerEvent, PublisherEvent } from '../../../../machines/engine';
import { failure, type Failure } from '../../../../machines/failure';
import { PICTURE_MODES } from '../../../../machines/pictures';
import type { RoomReasonEvent } from '../../../../machines/room.reason';
import { streamIDOf } from '../../../../machines/stream';
import type { Machine } from '../charts';
import {
	bare,
	FAILURES,
	NEWCOMER,
	OTHER_ROOM,
	someone,
	TOKEN_REFUSED,
	type Examples,
	type Situation
} from './situation';

const played = ({ call, streamID }: Situation): string => streamID ?? Object.keys(call.streams)[0] ?? '';
/** A stream that nobody sends. */
const UNKNOWN = streamIDOf(NEWCOMER.userID, 'camera');
const on = ({ call, device }: Situation): DeviceFact => ({
	state: 'on',
	muteRequested: false,
	wanted: call[device].wanted,
	choice: null,
	deviceID: `${device}-1`,
	failure: null
});

const SPEAKER = { deviceID: 'speaker-2', label: 'Another speaker' };
/** The chosen one, the same by another ID, and another. */
const speakersIn = ({ speaker }: Situation['call']) => {
	const chosen = speaker ?? SPEAKER;
	return [chosen, { ...chosen, deviceID: 'speaker-3' }, { deviceID: 'speaker-1', label: 'Usual speaker' }];
};

/** Of this room and of the one before. */
const ofRoom = <const Type extends RoomReasonEvent['type']>({ call }: Situation, type: Type) =>
	[call.roomID, call.previousRoomID ?? OTHER_ROOM].flatMap((roomID) =>
		(/FAIL|KICK/.test(type) ? [FAILURES[0], TOKEN_REFUSED] : [null]).map((failure) => ({ type, roomID, failure }))
	);
const ofStreams = <Type extends string>(type: Type, streamIDs: readonly string[], ...more: Failure[]) =>
	streamIDs.flatMap((streamID) => [...FAILURES, ...more, null].map((failure) => ({ type, streamID, failure })));
const ofPublisher = <const Type extends PublisherEvent['type']>({ call, streamID }: Situation, type: Type) => {
	const mine = (['camera', 'screen'] as const).map((source) => streamIDOf(call.user.userID, source));
	return ofStreams(type, streamID === null ? mine : [streamID]);
};
const ofPlayer = <const Type extends PlayerEvent['type']>({ call, streamID }: Situation, type: Type) =>
	ofStreams(type, streamID === null ? [...Object.keys(call.streams), UNKNOWN] : [streamID], failure('network.noPath'));

export const CALL_EXAMPLES: Examples<Machine> = {
	'user.start': ({ call }, type) => [{ type, userName: call.user.userName }],
	'user.leave': bare,
	'user.turnOn': ({ device }, type) => [{ type, device }],
	'user.turnOff': ({ device }, type) => [{ type, device }],
	'user.toggle': ({ device }, type) => [{ type, device }],
	'user.selectDevice': ({ device }, type) => [`${device}-2`, ''].map((deviceID) => ({ type, device, deviceID })),
	'user.testSpeaker': bare,
	'user.suppressNoise': (_, type) =>
		(['off', 'browser', 'strong'] as const).map((suppression) => ({ type, suppression })),
	'user.choosePictures': ({ call }, type) =>
		PICTURE_MODES.filter((pictures) => pictures !== call.pictures).map((pictures) => ({ type, pictures })),
	'user.shareScreen': bare,
	'user.stopScreen': bare,
	'user.toggleScreen': bare,
	'user.switchRoom': ({ call }, type) => [OTHER_ROOM, call.roomID].map((roomID) => ({ type, roomID })),
	'user.retry': bare,
	'user.unblockSound': bare,
	'user.openChat': bare,
	'user.closeChat': bare,
	'user.sendMessage': (_, type) => ['Hello', ''].map((text) => ({ type, messageID: 'message-new', text })),
	'user.retryMessage': ({ messages }, type) =>
		[...messages.map(({ messageID }) => messageID), 'message-new'].map((messageID) => ({ type, messageID })),
	'page.hide': bare,
	'page.navigate': (_, type) => [false, true].map((unloads) => ({ type, unloads })),
	'page.wake': (_, type) => [ABANDONED, 0].map((stoodStill) => ({ type, stoodStill })),
	'page.autoplayFailed': (situation, type) => [{ type, streamID: played(situation) }],
	'page.streamResized': (situation, type) =>
		[700, 150, 0].map((height) => ({ type, streamID: played(situation), height })),
	'report.token': ({ call }, type) => [
		{ type, token: { state: 'valid', failure: null }, userID: call.user.userID || 'user-me' },
		{ type, token: { state: 'failed', failure: TOKEN_REFUSED }, userID: call.user.userID || null }
	],
	'report.device': (situation, type) => [{ type, device: situation.device, fact: on(situation) }],
	'report.speaker': (_, type) => [{ type, choice: SPEAKER }],
	'report.noise': (_, type) => [{ type, suppression: 'off' }],
	'report.publisher': ({ call: { user } }, type) => [
		{
			type,
			fact: { streamID: streamIDOf(user.userID, 'camera'), state: 'publishing', failure: null }
		}
	],
	'report.message': (situation, type) => [{ type, user: someone(situation), text: 'Hello' }],
	'lobby.users': ({ call: { roomID } }, type) => [{ type, roomID, users: [NEWCOMER] }],
	'lobby.refused': ({ call: { roomID } }, type) => [{ type, roomID, failure: failure('auth.roomLocked') }],
	'room.userUpdate': (situation, type) => [
		{ type, roomID: situation.call.roomID, update: 'ADD', users: [NEWCOMER], reason: null },
		{ type, roomID: situation.call.roomID, update: 'DELETE', users: [someone(situation)], reason: 'left' }
	],
	'room.streamUpdate': ({ call: { roomID, users, streams: played } }, type) => {
		const user = Object.values(users).find(({ userID }) => !(streamIDOf(userID, 'camera') in played)) ?? NEWCOMER;
		const streams = [{ streamID: streamIDOf(user.userID, 'camera'), user }];
		return [{ type, roomID, update: 'ADD', streams, reason: null }];
	},
	'room.broadcastMessage': (situation, type) => {
		const { roomID } = situation.call;
		const known = situation.messages.map(({ user, messageID }) => ({ user: user ?? someone(situation), messageID }));
		return [...known, { user: someone(situation), messageID: 'message-new' }].map((message) => ({
			type,
			roomID,
			...message,
			text: 'Hello'
		}));
	},
	'chat.clear': bare,
	'remote.device': (situation, type) =>
		DEVICE_KINDS.map((device) => ({ type, streamID: played(situation), device, status: 'MUTE' })),
	'remote.speaking': (situation, type) =>
		[true, false].map((speaking) => ({ type, streamID: played(situation), speaking })),
	'remote.connection': (situation, type) =>
		(['RECONNECTING', 'NO_PATH', 'CONNECTED'] as const).map((state) => ({
			type,
			userID: someone(situation).userID,
			state
		})),
	'network.quality': (_, type) => [{ type, userID: '', uplink: 3, downlink: 1 }],
	'token.willExpire': ({ call: { roomID } }, type) => [{ type, roomID }],
	'token.granted': ({ call: { roomID } }, type) => [{ type, roomID, expiresIn: 3_600 }],
	'device.list': ({ call, device }, type) => [
		...[[SYSTEM_DEFAULT, `${device}-2`], []].map((deviceIDs) => ({
			type,
			devices: deviceIDs.map((deviceID) => ({ device, deviceID, label: `Another ${device}` }))
		})),
		...speakersIn(call).map((speaker) => ({ type, devices: [{ device: 'speaker' as const, ...speaker }] }))
	],
	'device.muted': ({ device }, type) => [true, false].map((muted) => ({ type, device, muted })),
	'device.speaking': ({ device }, type) => [true, false].map((speaking) => ({ type, device, speaking })),
	'device.muteRequested': ({ device }, type) => [{ type, device }],
	'request.over': bare,
	'rest.begin': bare,
	'rest.end': bare,
	'pictures.chosen': (_, type) => PICTURE_MODES.map((pictures) => ({ type, pictures })),
	'microphone.on': bare,
	'microphone.off': bare,
	'device.permission': ({ device }, type) => [true, false].map((granted) => ({ type, device, granted })),
	'device.lost': ({ device }, type) =>
		(['device.unplugged', 'device.denied'] as const).map((code) => ({
			type,
			device,
			failure: failure(code)
		})),
	'screen.share': ({ call }, type) => [{ type, streamID: streamIDOf(call.user.userID, 'screen') }],
	'screen.toggle': ({ call }, type) => [{ type, streamID: streamIDOf(call.user.userID, 'screen') }],
	'screen.captured': (_, type) => [false, true].map((muted) => ({ type, muted })),
	'screen.muted': (_, type) => [true, false].map((muted) => ({ type, muted })),
	'screen.ended': bare,
	'engine.overload': (_, type) => [true, false].map((overloaded) => ({ type, overloaded })),
	'engine.log': (_, type) => [{ type, level: 'error', action: 'zm.rm.lgr', errorCode: 1002053, streamID: '' }],
	'speaker.used': bare,
	'stream.resume': bare,
	'stream.DELETE': (_, type) => [{ type, reason: 'left' }],
	'service.failed': (_, type) =>
		[...FAILURES, failure('screen.cancelled'), failure('device.notFound')].map((it) => ({ type, failure: it })),

	'room.LOGINING': ofRoom,
	'room.LOGINED': ofRoom,
	'room.LOGIN_FAILED': ofRoom,
	'room.RECONNECTING': ofRoom,
	'room.RECONNECTED': ofRoom,
	'room.RECONNECT_FAILED': ofRoom,
	'room.KICKOUT': ofRoom,
	'room.LOGOUT': ofRoom,
	'room.LOGOUT_FAILED': ofRoom,
	'publisher.NO_PUBLISH': ofPublisher,
	'publisher.PUBLISH_REQUESTING': ofPublisher,
	'publisher.PUBLISHING': ofPublisher,
	'player.NO_PLAY': ofPlayer,
	'player.PLAY_REQUESTING': ofPlayer,
	'player.PLAYING': ofPlayer
};
