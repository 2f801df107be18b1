import { callMachine } from '../../../machines/call/machine';
import type { CallContext } from '../../../machines/call/types';
import { ABANDONED } from '../../../machines/delays';
import type { DeviceFact } from '../../../machines/device/types';
import { failure } from '../../../machines/failure';
import { ROOM_REASONS, type RoomReason } from '../../../machines/room.reason';
import { chart, error, only, type Payload, type Variants } from './chart';

export const ROOM = 'room-1';
export const OTHER_ROOM = 'room-2';
export const ME = 'me';
const ann = { userID: 'ann', userName: 'Ann' };
const annsStream = { streamID: 'ann_camera', user: ann };
const broken = failure('network.broken');
const MY_STREAM = `${ME}_camera`;

const FAILURES: Partial<Record<RoomReason, ReturnType<typeof failure>>> = {
	LOGIN_FAILED: failure('capacity.roomFull'),
	RECONNECTING: broken,
	RECONNECT_FAILED: failure('network.reconnectTimeout'),
	KICKOUT: failure('kicked.byHost'),
	LOGOUT_FAILED: broken
};

const tokenInvalid = failure('auth.tokenInvalid');
const REFUSALS = new Set<RoomReason>(['LOGIN_FAILED', 'RECONNECT_FAILED']);

type InCall = Variants<CallContext>;

const reasons: InCall = Object.fromEntries(
	ROOM_REASONS.map((reason) => [
		`room.${reason}`,
		({ roomID }: CallContext, snapshot) => [
			...[roomID, 'room-0', ''].map((roomID) => ({ roomID, failure: FAILURES[reason] ?? null })),
			...(REFUSALS.has(reason) && snapshot.matches('loggingIn') ? [{ roomID, failure: tokenInvalid }] : [])
		]
	])
);

const rooms =
	(...payloads: Payload[]) =>
	({ roomID }: CallContext) =>
		payloads.flatMap((payload) => [
			{ ...payload, roomID },
			{ ...payload, roomID: 'room-0' }
		]);

/** What a device can report next, as far as the call's decisions differ by it. */
const NEXT: Record<DeviceFact['state'], readonly DeviceFact['state'][]> = {
	off: ['opening'],
	opening: ['on', 'blocked'],
	on: [],
	muted: [],
	closing: [],
	blocked: []
};
/** Why a part of the call fails on these paths. */
export const WHY = {
	device: failure('device.denied'),
	token: failure('auth.forbidden'),
	publisher: failure('stream.forbidden')
} as const;

const streams: InCall = Object.fromEntries(
	['publisher.NO_PUBLISH', 'publisher.PUBLISH_REQUESTING', 'publisher.PUBLISHING'].map((type) => [
		type,
		({ publisher }: CallContext) => [
			...(publisher && PUBLISHER_SAYS[type] === publisher ? [{ streamID: MY_STREAM, failure: null }] : []),
			{ streamID: `${ME}_screen`, failure: null },
			{ streamID: 'nobody_camera', failure: null }
		]
	])
);
/** Only what the publisher knows already: news comes as `report.publisher`. */
const PUBLISHER_SAYS: Record<string, string> = {
	'publisher.NO_PUBLISH': 'failed',
	'publisher.PUBLISH_REQUESTING': 'requesting',
	'publisher.PUBLISHING': 'publishing'
};

const ofAPlayer =
	(payload: Payload = {}) =>
	() => [
		{ ...payload, streamID: annsStream.streamID },
		{ ...payload, streamID: 'nobody_camera' }
	];

const variants: InCall = {
	...reasons,
	...streams,
	'user.start': only({ userName: 'Me' }),
	'user.turnOn': only({ device: 'camera' }),
	// While it opens, what comes of it is the device chart's to report.
	'user.turnOff': ({ camera }) => (camera.state === 'opening' ? [] : [{ device: 'camera' }]),
	'user.toggle': ({ camera }) => (camera.state === 'opening' ? [] : [{ device: 'camera' }]),
	'user.selectDevice': only({ device: 'camera', deviceID: 'camera-2' }),
	// What comes of it again for the camera is the device chart's to report.
	'user.choosePictures': ({ pictures, camera }) =>
		pictures === 'automatic' && camera.state === 'off' ? [{ pictures: 'audioOnly' }] : [],
	'user.suppressNoise': only({ suppression: 'off' }),
	'user.switchRoom': ({ roomID }) => [{ roomID: OTHER_ROOM }, { roomID }].slice(roomID === OTHER_ROOM ? 1 : 0),
	// While there is no token, trying again is the token chart's to answer: `report.token` comes of it.
	'user.retry': ({ token }) => (token === 'failed' ? [] : [{}]),
	'user.sendMessage': only({ messageID: 'mine-1', text: 'Hello' }),
	'user.retryMessage': only({ messageID: 'mine-1' }),
	'page.navigate': only({ unloads: true }, { unloads: false }),
	'page.wake': only({ stoodStill: ABANDONED }, { stoodStill: ABANDONED / 2 }),
	'page.autoplayFailed': ofAPlayer(),
	'page.streamResized': ofAPlayer({ height: 700 }),
	'lobby.users': rooms({ users: [ann] }),
	'lobby.refused': rooms({ failure: failure('auth.roomLocked') }),
	'room.userUpdate': rooms(
		{ update: 'ADD', users: [ann], reason: null },
		{ update: 'DELETE', users: [ann], reason: 'left' }
	),
	'room.streamUpdate': rooms(
		{ update: 'ADD', streams: [annsStream], reason: null },
		{ update: 'DELETE', streams: [annsStream], reason: 'left' }
	),
	'room.broadcastMessage': rooms({ user: ann, messageID: 'anns-1', text: 'Hello' }),
	'remote.device': ofAPlayer({ device: 'camera', status: 'MUTE' }),
	'remote.speaking': ofAPlayer({ speaking: true }),
	'remote.connection': only({ userID: ann.userID, state: 'RECONNECTING' }),
	'network.quality': only({ userID: ann.userID, uplink: 1, downlink: 2 }),
	'engine.overload': only({ overloaded: true }),
	'token.willExpire': ({ roomID }) => [{ roomID }],
	'device.list': only({ devices: [{ device: 'camera', deviceID: 'camera-1', label: 'Camera' }] }),
	'device.muted': only({ device: 'camera', muted: true }),
	'device.speaking': only({ device: 'microphone', speaking: true }),
	'device.muteRequested': only({ device: 'camera' }),
	'device.permission': only({ device: 'camera', granted: true }),
	'device.lost': only({ device: 'camera', failure: failure('device.unplugged') }),
	'player.NO_PLAY': ofAPlayer({ failure: broken }),
	'player.PLAY_REQUESTING': ofAPlayer({ failure: null }),
	'player.PLAYING': ofAPlayer({ failure: null }),

	/* What the children report, as far as they can and while they live: each has a model of its own. */
	'report.token': ({ token, end }) =>
		token === 'fetching' && end === null
			? [
					{ token: { state: 'valid', failure: null }, userID: ME },
					{ token: { state: 'failed', failure: WHY.token }, userID: null }
				]
			: [],
	'report.device': ({ camera, microphone, end, pictures }, snapshot) =>
		end === null && pictures === 'automatic'
			? [
					...NEXT[camera.state].map((state) => reported('camera', state)),
					...(camera.state === 'on' && snapshot.matches('idle') ? NEXT[microphone.state] : []).map((state) =>
						reported('microphone', state)
					)
				]
			: [],
	'report.speaker': ({ end }) => (end === null ? [{ choice: { deviceID: 'speaker-2', label: '' } }] : []),
	'report.noise': ({ end }) => (end === null ? [{ suppression: 'strong' }] : []),
	'report.publisher': ({ publisher }) =>
		publisher === 'requesting'
			? [
					{ fact: { streamID: MY_STREAM, state: 'publishing', failure: null } },
					{ fact: { streamID: MY_STREAM, state: 'failed', failure: WHY.publisher } }
				]
			: [],
	'report.message': (_, snapshot) => (snapshot.matches('inCall') ? [{ user: ann, text: 'Hello' }] : []),
	// Logging out takes no time to fail: only where leaving takes none can it be made to.
	'xstate.error.actor.0.call.loggingOut': ({ end }) =>
		end?.cause === 'left' ? [{ error: failure('config.notLoggedIn') }] : [],
	'xstate.error.actor.0.call.idle.entering': error(broken, failure('auth.roomLocked')),
	'xstate.error.actor.engine': error(failure('unknown.error')),
	'xstate.error.actor.0.call.loggingIn.entering': error(failure('capacity.roomFull'), tokenInvalid),
	'xstate.error.actor.0.call.loggingIn.switching': error(failure('capacity.roomFull'), tokenInvalid),
	'xstate.done.actor.0.call.inCall.switching': only({ output: { userID: ME, expiresIn: 3_600 } }),
	'xstate.done.actor.0.call.loggingIn.renewing': only({ output: { userID: ME, expiresIn: 3_600 } })
};

function reported(device: string, state: DeviceFact['state']): Payload {
	const why = state === 'blocked' ? WHY.device : null;
	return { device, fact: { wanted: true, choice: null, deviceID: null, state, failure: why } };
}

const input = {
	roomID: ROOM,
	userName: 'Me',
	intents: { camera: false, microphone: false },
	choices: { camera: null, microphone: null }
};

export const call = chart<CallContext>({
	machine: callMachine,
	beginnings: { lobby: { ...input, resume: false }, resumed: { ...input, resume: true } },
	variants,
	facts: ({ engine, token, camera, microphone, publisher, streams, end, roomID, nextRoomID, pictures }) => ({
		// Where nothing has failed and nobody else is there: the call decides by it alike everywhere.
		audioOnly:
			pictures === 'audioOnly' &&
			engine.state === 'ready' &&
			camera.state === 'off' &&
			publisher === null &&
			end === null,
		engine: engine.state,
		token,
		devices: [camera, microphone].map(({ state }) => (state === 'blocked' ? 'off' : state)),
		publisher,
		streams: Object.keys(streams).length,
		end: end?.cause,
		switched: roomID === OTHER_ROOM,
		nextRoomID
	})
});
