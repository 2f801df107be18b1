/** Whatever can happen to a call, as data: what the person does, what the engine says and answers, how time passes. */
import fc from 'fast-check';
import type { EngineEvent } from '../../../machines/engine';
import { failure, FAILURE_CODES, type FailureCode } from '../../../machines/failure';
import { ROOM_REASONS } from '../../../machines/room.reason';
import type { PageEvent, UserEvent } from '../../../machines/call/types';
import { PACE, type Answer, type Operation } from '../../../src/lib/engine/simulated/simulated.script';
import { ROOM } from '../harness/call';
import { ME, type TokenAnswer } from '../harness/tokens';

export type Action =
	| { do: 'send'; event: UserEvent | PageEvent }
	| { do: 'emit'; event: EngineEvent }
	/** How an operation is answered from now on; and, again, the oldest that still waits. */
	| { do: 'script'; operation: Operation; answer: Answer }
	| { do: 'answer'; operation: Operation; answer: Answer }
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
const deviceIDs = fc.constantFrom('camera-1', 'camera-2', 'microphone-1', 'microphone-2');
const streamIDs = fc.constantFrom('me_camera', 'me_screen', 'ann_camera', 'ann_screen', 'bo_camera', 'nobody_camera');
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
	'user.selectDevice': [2, fc.record({ device: devices, deviceID: deviceIDs })],
	'user.shareScreen': [2, fc.constant({})],
	'user.stopScreen': [2, fc.constant({})],
	'user.toggleScreen': [2, fc.constant({})],
	'user.retry': [2, fc.constant({})],
	'user.switchRoom': [2, fc.record({ roomID: fc.constantFrom(ROOM, OTHER_ROOM) })],
	'user.unblockSound': [1, fc.constant({})],
	'user.leave': [1, fc.constant({})],
	'page.hide': [1, fc.constant({})],
	'page.autoplayFailed': [1, fc.record({ streamID: streamIDs })]
};

const userEvent: fc.Arbitrary<Sent> = fc.oneof(
	...Object.entries(SENT).map(([type, [weight, payload]]) => ({
		weight,
		arbitrary: (payload as fc.Arbitrary<object>).map((payload) => ({ type, ...payload }) as Sent)
	}))
);

const engineEvent: fc.Arbitrary<EngineEvent> = fc.oneof(
	{
		weight: 6,
		arbitrary: fc.record({
			type: fc.constantFrom(...ROOM_REASONS).map((reason) => `room.${reason}` as const),
			roomID: rooms,
			failure: maybeFailure
		})
	},
	{
		weight: 4,
		arbitrary: fc.record({
			type: type('publisher.NO_PUBLISH', 'publisher.PUBLISH_REQUESTING', 'publisher.PUBLISHING'),
			streamID: streamIDs,
			failure: maybeFailure
		})
	},
	{
		weight: 4,
		arbitrary: fc.record({
			type: type('player.NO_PLAY', 'player.PLAY_REQUESTING', 'player.PLAYING'),
			streamID: streamIDs,
			failure: maybeFailure
		})
	},
	fc.record({ type: type('lobby.users'), roomID: rooms, users }),
	fc.record({ type: type('room.userUpdate'), roomID: rooms, update: updates, users, reason: reasons }),
	{
		weight: 2,
		arbitrary: fc.record({
			type: type('room.streamUpdate'),
			roomID: rooms,
			update: updates,
			streams,
			reason: reasons
		})
	},
	fc.record({
		type: type('remote.device'),
		streamID: streamIDs,
		device: devices,
		status: fc.constantFrom('OPEN' as const, 'MUTE' as const)
	}),
	fc.record({
		type: type('remote.connection'),
		userID: fc.constantFrom('ann', 'nobody'),
		state: fc.constantFrom('CONNECTED' as const, 'RECONNECTING' as const, 'NO_PATH' as const)
	}),
	fc.record({
		type: type('network.quality'),
		userID: fc.constantFrom('', 'ann'),
		uplink: fc.constantFrom(-1 as const, 4 as const),
		downlink: fc.constantFrom(0 as const, 2 as const)
	}),
	fc.record({ type: type('token.willExpire'), roomID: rooms }),
	fc.record({ type: type('device.list'), devices: fc.constant([]) }),
	fc.record({ type: type('device.muted'), device: devices, muted: fc.boolean() }),
	fc.record({ type: type('device.permission'), device: devices, granted: fc.boolean() }),
	fc.record({ type: type('device.lost'), device: devices, failure: failures }),
	fc.constant({ type: 'screen.ended' as const }),
	fc.record({ type: type('screen.muted'), muted: fc.boolean() }),
	fc.record({
		type: type('engine.log'),
		level: fc.constantFrom('warn' as const, 'error' as const),
		action: fc.constant('zm.lg'),
		errorCode: fc.constantFrom(0, 1002031),
		streamID: fc.constantFrom('', 'ann_camera')
	})
) as fc.Arbitrary<EngineEvent>;

const outcome: fc.Arbitrary<Answer['outcome']> = fc.constantFrom('succeed', 'succeed', 'fail', 'reject', 'never');
/** Late is later than the deadlines of most states. */
const after = fc.constantFrom(0, 20, 700, 9_000, 70_000);
const answer: fc.Arbitrary<Answer> = fc.oneof(
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
