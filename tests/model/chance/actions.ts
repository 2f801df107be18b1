/** Whatever can happen to a call, as data: what the person does, what the engine says and answers, how time passes. */
import fc from 'fast-check';
import { ABANDONED } from '../../../machines/delays';
import type { EngineEvent } from '../../../machines/engine';
import { failure, FAILURE_CODES, type FailureCode } from '../../../machines/failure';
import { PICTURE_MODES } from '../../../machines/pictures';
import { ROOM_REASONS } from '../../../machines/room.reason';
import type { PageEvent, UserEvent } from '../../../machines/call/types';
import { PACE, type ScriptedAnswer, type Operation } from '../../../src/lib/engine/simulated/simulated.script';
import { ROOM } from '../harness/call';
import { ME, type TokenAnswer } from '../harness/tokens';

export type Action =
	| { do: 'send'; event: UserEvent | PageEvent }
	| { do: 'emit'; event: EngineEvent }
	/** How an operation is answered from now on; and, again, the oldest that still waits. */
	| { do: 'script'; operation: Operation; answer: ScriptedAnswer }
	| { do: 'answer'; operation: Operation; answer: ScriptedAnswer }
	| { do: 'tokens'; answer: TokenAnswer }
	| { do: 'answerToken'; answer: TokenAnswer }
	| { do: 'join' | 'publish' | 'unpublish' | 'leave'; userID: string }
	| { do: 'unplug' | 'plugIn'; deviceID: string }
	| { do: 'wait'; milliseconds: number };

const OTHER_ROOM = 'room-2';
const OPERATIONS = Object.keys(PACE) as Operation[];
const rooms = fc.constantFrom(ROOM, OTHER_ROOM, '');
const people = fc.constantFrom('ann', 'bo', ME);
const devices = fc.constantFrom('camera' as const, 'microphone' as const);
const chosen = fc.constantFrom('camera' as const, 'microphone' as const, 'speaker' as const);
const deviceIDs = fc.constantFrom('camera-1', 'camera-2', 'microphone-1', 'microphone-2', 'speaker-1', 'speaker-2');
const streamIDs = fc.constantFrom('me_camera', 'me_screen', 'ann_camera', 'ann_screen', 'bo_camera', 'nobody_camera');
const messageIDs = fc.constantFrom('message-1', 'message-2');
const updates = fc.constantFrom('ADD' as const, 'DELETE' as const);
const reasons = fc.constantFrom(null, 'stopped', 'left', 'lost', 'elsewhere', 'kicked', 'removed');
const failures = fc.constantFrom<FailureCode[]>(...FAILURE_CODES).map((code) => failure(code));
const maybeFailure = fc.option(failures);
const users = fc.array(
	people.map((userID) => ({ userID, userName: userID })),
	{ maxLength: 3 }
);
const streams = fc.array(
	// As JSON is parsed: with the usual prototype.
	fc.record(
		{ streamID: streamIDs, user: people.map((userID) => ({ userID, userName: userID })) },
		{ noNullPrototype: true }
	),
	{ maxLength: 3 }
);
const type = <T extends string>(...types: T[]) => fc.constantFrom(...types);

type Sent = UserEvent | PageEvent;

/** How likely each is, and with what. A new event does not compile without. */
const SENT: { [T in Sent['type']]: [weight: number, fc.Arbitrary<Omit<Extract<Sent, { type: T }>, 'type'>>] } = {
	'user.start': [4, fc.constant({ userName: 'Me' })],
	'user.turnOn': [4, fc.record({ device: devices })],
	'user.turnOff': [4, fc.record({ device: devices })],
	'user.toggle': [4, fc.record({ device: devices })],
	'user.selectDevice': [2, fc.record({ device: chosen, deviceID: deviceIDs })],
	'user.testSpeaker': [1, fc.constant({})],
	'user.suppressNoise': [1, fc.record({ suppression: type('off', 'browser', 'strong') })],
	'user.choosePictures': [2, fc.record({ pictures: fc.constantFrom(...PICTURE_MODES) })],
	'user.shareScreen': [2, fc.constant({})],
	'user.stopScreen': [2, fc.constant({})],
	'user.toggleScreen': [2, fc.constant({})],
	'user.retry': [2, fc.constant({})],
	'user.switchRoom': [2, fc.record({ roomID: fc.constantFrom(ROOM, OTHER_ROOM) })],
	'user.unblockSound': [1, fc.constant({})],
	'user.openChat': [1, fc.constant({})],
	'user.closeChat': [1, fc.constant({})],
	'user.sendMessage': [2, fc.record({ messageID: messageIDs, text: type('', 'Hello') })],
	'user.retryMessage': [1, fc.record({ messageID: messageIDs })],
	'user.leave': [1, fc.constant({})],
	'page.hide': [1, fc.constant({})],
	'page.navigate': [1, fc.record({ unloads: fc.boolean() })],
	'page.wake': [1, fc.record({ stoodStill: fc.constantFrom(ABANDONED, ABANDONED - 1) })],
	'page.autoplayFailed': [1, fc.record({ streamID: streamIDs })],
	'page.streamResized': [1, fc.record({ streamID: streamIDs, height: fc.constantFrom(0, 150, 700) })]
};

const roomReasons = ROOM_REASONS.map((reason) => `room.${reason}` as const);
const publisherStates = (['NO_PUBLISH', 'PUBLISH_REQUESTING', 'PUBLISHING'] as const).map(
	(state) => `publisher.${state}` as const
);
const playerStates = (['NO_PLAY', 'PLAY_REQUESTING', 'PLAYING'] as const).map((state) => `player.${state}` as const);
const manyTypes = { roomReasons, publisherStates, playerStates };
type Single = Exclude<EngineEvent['type'], (typeof manyTypes)[keyof typeof manyTypes][number]>;

/** The same of what the engine says. */
const SAID: { [T in Single]: [weight: number, fc.Arbitrary<Omit<Extract<EngineEvent, { type: T }>, 'type'>>] } = {
	'lobby.users': [1, fc.record({ roomID: rooms, users })],
	'lobby.refused': [1, fc.record({ roomID: rooms, failure: failures })],
	'room.userUpdate': [1, fc.record({ roomID: rooms, update: updates, users, reason: reasons })],
	'room.streamUpdate': [2, fc.record({ roomID: rooms, update: updates, streams, reason: reasons })],
	'room.broadcastMessage': [
		1,
		fc.record({
			roomID: rooms,
			user: fc.constant({ userID: 'ann', userName: 'ann' }),
			messageID: messageIDs,
			text: fc.constant('Hello')
		})
	],
	'remote.device': [1, fc.record({ streamID: streamIDs, device: devices, status: type('OPEN', 'MUTE') })],
	'remote.speaking': [1, fc.record({ streamID: streamIDs, speaking: fc.boolean() })],
	'remote.connection': [
		1,
		fc.record({ userID: type('ann', 'nobody'), state: type('CONNECTED', 'RECONNECTING', 'NO_PATH') })
	],
	'network.quality': [
		1,
		fc.record({
			userID: type('', 'ann'),
			uplink: fc.constantFrom(-1 as const, 4 as const),
			downlink: fc.constantFrom(0 as const, 2 as const)
		})
	],
	'token.willExpire': [1, fc.record({ roomID: rooms })],
	'device.list': [1, fc.constant({ devices: [] })],
	'device.muted': [1, fc.record({ device: devices, muted: fc.boolean() })],
	'device.speaking': [1, fc.record({ device: devices, speaking: fc.boolean() })],
	'device.muteRequested': [1, fc.record({ device: devices })],
	'device.permission': [1, fc.record({ device: devices, granted: fc.boolean() })],
	'device.lost': [1, fc.record({ device: devices, failure: failures })],
	'screen.ended': [1, fc.constant({})],
	'screen.muted': [1, fc.record({ muted: fc.boolean() })],
	'engine.overload': [1, fc.record({ overloaded: fc.boolean() })],
	'engine.log': [
		1,
		fc.record({
			level: type('warn', 'error'),
			action: fc.constant('zm.lg'),
			errorCode: fc.constantFrom(0, 1002031),
			streamID: type('', 'ann_camera')
		})
	]
};

/** Every event of the port. */
export const ENGINE_EVENTS: readonly string[] = [...Object.values(manyTypes).flat(), ...Object.keys(SAID)];
export const isEngineEvent = (type: string): type is EngineEvent['type'] => ENGINE_EVENTS.includes(type);

const eventsOf = (table: Record<string, [number, fc.Arbitrary<object>]>) =>
	Object.entries(table).map(([type, [weight, payload]]) => ({
		weight,
		arbitrary: payload.map((payload) => ({ type, ...payload }))
	}));
const userEvent = fc.oneof(...eventsOf(SENT)) as fc.Arbitrary<Sent>;
const ofStream = { streamID: streamIDs, failure: maybeFailure };
const engineEvent = fc.oneof(
	{
		weight: 6,
		arbitrary: fc.record({ type: type(...roomReasons), roomID: rooms, failure: maybeFailure })
	},
	{ weight: 4, arbitrary: fc.record({ type: type(...publisherStates), ...ofStream }) },
	{ weight: 4, arbitrary: fc.record({ type: type(...playerStates), ...ofStream }) },
	...eventsOf(SAID)
) as fc.Arbitrary<EngineEvent>;

const outcome: fc.Arbitrary<ScriptedAnswer['outcome']> = fc.constantFrom(
	'succeed',
	'succeed',
	'fail',
	'reject',
	'never'
);
/** Late is later than the deadlines of most states. */
const after = fc.constantFrom(0, 20, 700, 9_000, 70_000);
const answer: fc.Arbitrary<ScriptedAnswer> = fc.oneof(
	fc.record({ outcome }),
	fc.record({ outcome, after }),
	fc.record({ outcome, after, times: fc.constant(2) }),
	fc.record({ outcome: fc.constantFrom('fail', 'reject'), failure: failures })
);
/** What was left unanswered is answered somehow. */
const given = answer.map((it) => (it.outcome === 'never' ? { ...it, outcome: 'succeed' as const } : it));
const tokenAnswer: fc.Arbitrary<TokenAnswer> = fc.oneof(
	fc.record({ outcome: fc.constantFrom('succeed', 'succeed', 'fail', 'never'), after }),
	fc.record({ outcome: fc.constant('fail' as const), after: fc.constant(0), failure: failures })
);

const action: fc.Arbitrary<Action> = fc.oneof(
	{ weight: 10, arbitrary: userEvent.map((event) => ({ do: 'send' as const, event })) },
	{ weight: 10, arbitrary: engineEvent.map((event) => ({ do: 'emit' as const, event })) },
	{ weight: 4, arbitrary: fc.record({ do: type('script'), operation: fc.constantFrom(...OPERATIONS), answer }) },
	{ weight: 4, arbitrary: fc.record({ do: type('answer'), operation: fc.constantFrom(...OPERATIONS), answer: given }) },
	{ weight: 1, arbitrary: fc.record({ do: type('tokens'), answer: tokenAnswer }) },
	{ weight: 1, arbitrary: fc.record({ do: type('answerToken'), answer: tokenAnswer }) },
	{
		weight: 3,
		arbitrary: fc.record({ do: type('join', 'publish', 'unpublish', 'leave'), userID: fc.constantFrom('ann', 'bo') })
	},
	{ weight: 1, arbitrary: fc.record({ do: type('unplug', 'plugIn'), deviceID: deviceIDs }) },
	{
		weight: 8,
		arbitrary: fc.record({ do: type('wait'), milliseconds: fc.constantFrom(0, 1, 50, 300, 2_000, 16_000, 61_000) })
	}
);

const START: Action[] = [
	{ do: 'wait', milliseconds: 300 },
	{ do: 'send', event: { type: 'user.start', userName: 'Me' } },
	{ do: 'wait', milliseconds: 300 }
];
/** Half of the calls are going on before chance takes over. */
const beginning: fc.Arbitrary<Action[]> = fc.constantFrom([], START);

export const sequence: fc.Arbitrary<Action[]> = fc
	.tuple(beginning, fc.array(action, { maxLength: 24, size: 'max' }))
	.map(([first, rest]) => [...first, ...rest]);

export const calls = fc.record({
	resume: fc.boolean(),
	camera: fc.boolean(),
	microphone: fc.boolean(),
	actions: sequence
});
export type ChanceCall = { resume: boolean; camera: boolean; microphone: boolean; actions: Action[] };
