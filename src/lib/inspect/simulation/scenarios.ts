/** Simulated calls that go wrong in a known way. */
import { failure } from '../../../../machines/failure';
import { MY_ROOM, type DrivenCall, type DriveOptions } from './driven.call';

/** Waits (ms), then acts. */
type Act = [wait: number, act: (call: DrivenCall) => void];
export type ScenarioName =
	| 'goodCall'
	| 'flakyNetwork'
	| 'kickedOut'
	| 'cameraDenied'
	| 'tokenExpires'
	| 'logoutUnanswered'
	| 'loginUnanswered'
	| 'streamLost'
	| 'unplugged';
type Scenario = { options?: DriveOptions; acts: Act[] };

const start: Act = [600, (call) => call.send({ type: 'user.start', userName: 'Me' })];
const leave: Act = [1_500, (call) => call.send({ type: 'user.leave' })];
const annComes: Act = [
	900,
	({ engine }) => {
		engine.room.people.join(MY_ROOM, { userID: 'ann', userName: 'Ann' });
		engine.room.people.publish('ann');
	}
];

export const SCENARIOS: Record<ScenarioName, Scenario> = {
	goodCall: { acts: [start, annComes, [1_500, ({ engine }) => engine.room.people.leave('ann')], leave] },
	flakyNetwork: {
		acts: [
			start,
			annComes,
			...Array.from({ length: 3 }, (): Act[] => [
				[1_200, ({ engine }) => engine.room.loseConnection()],
				[1_500, ({ engine }) => engine.room.restoreConnection()]
			]).flat()
		]
	},
	kickedOut: { acts: [start, annComes, [1_500, ({ engine }) => engine.kick('kicked.elsewhere')]] },
	cameraDenied: {
		options: {
			script: {
				answers: { openDevice: [{ outcome: 'fail', failure: failure('device.denied') }, { outcome: 'succeed' }] }
			}
		},
		acts: [start, annComes]
	},
	tokenExpires: {
		options: {
			tokenLife: 5,
			script: { answers: { renewToken: [{ outcome: 'fail' }, { outcome: 'fail' }, { outcome: 'succeed' }] } }
		},
		acts: [start, annComes]
	},
	logoutUnanswered: {
		options: { script: { answers: { logoutRoom: { outcome: 'never' } } } },
		acts: [start, annComes, leave]
	},
	loginUnanswered: { options: { script: { answers: { loginRoom: { outcome: 'never' } } } }, acts: [start] },
	streamLost: {
		acts: [
			start,
			annComes,
			[
				1_500,
				({ engine }) =>
					engine.emit({ type: 'player.NO_PLAY', streamID: 'ann_camera', failure: failure('stream.interrupted') })
			]
		]
	},
	unplugged: {
		acts: [
			start,
			[1_500, ({ engine }) => engine.hardware.unplug('camera-1')],
			[2_000, ({ engine }) => engine.hardware.unplug('camera-2')]
		]
	}
};

/** Plays a scenario until it ends, the call ends, or `signal` aborts. */
export async function play({ acts }: Scenario, call: DrivenCall, signal: AbortSignal): Promise<void> {
	for (const [wait, act] of acts) {
		await new Promise((resolve) => setTimeout(resolve, wait));
		if (signal.aborted || call.isOver) return;
		act(call);
	}
}
