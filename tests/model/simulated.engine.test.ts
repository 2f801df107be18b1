import { describe, expect, it } from 'vitest';
import type { EngineEvent } from '../../machines/engine';
import { asFailure, failure } from '../../machines/failure';
import { MediaRegistry } from '../../src/lib/engine/media';
import { createSimulatedEngine } from '../../src/lib/engine/simulated/simulated.engine';
import type { Script } from '../../src/lib/engine/simulated/simulated.script';
import { ROOM } from './harness/call';
import { StepClock } from './harness/clock';
import { ann } from './harness/rules';

const login = { roomID: ROOM, user: { userID: 'me', userName: 'Me' }, token: 'secret' };

function start(script: Script = {}) {
	const clock = new StepClock();
	const engine = createSimulatedEngine({ media: new MediaRegistry(), clock, script });
	const heard: string[] = [];
	const events: EngineEvent[] = [];
	engine.subscribe((event) => {
		events.push(event);
		heard.push(event.type);
	});
	/** What came of an operation, as far as it has come. */
	const follow = (promise: Promise<unknown>) => {
		const followed = { state: 'pending' };
		promise.then(
			() => {
				followed.state = 'resolved';
				heard.push('resolved');
			},
			(why: unknown) => {
				followed.state = asFailure(why).code;
				heard.push('rejected');
			}
		);
		return followed;
	};
	return { engine, clock, heard, events, follow };
}

/** What the contract of the engines (`tests/engine/contract`) does not ask: the order of single answers, and the script. */
describe('the simulated engine', () => {
	it.each([
		['succeed', ['room.LOGINING', 'room.streamUpdate', 'resolved', 'room.LOGINED', 'room.userUpdate']],
		['fail', ['room.LOGINING', 'rejected', 'room.LOGIN_FAILED']]
	] as const)('settles a login that %ss where the ZEGO SDK does', async (outcome, expected) => {
		const { engine, clock, heard, follow } = start({ answers: { loginRoom: { outcome } } });
		engine.room.people.join(ROOM, ann);
		engine.room.people.publish('ann');
		follow(engine.loginRoom(login));
		await clock.advance(1_000);
		expect(heard).toEqual(expected);
	});

	it('keeps this order when its timers come out of order, as a busy machine lets them', async () => {
		const timers: (() => void)[] = [];
		const clock = { setTimeout: (act: () => void) => timers.push(act), clearTimeout: () => undefined };
		const engine = createSimulatedEngine({ media: new MediaRegistry(), clock });
		const heard: string[] = [];
		engine.subscribe(({ type }) => heard.push(type));
		engine.room.people.join(ROOM, ann);
		engine.room.people.publish('ann');
		void engine.loginRoom(login);
		for (const act of timers.toReversed()) act();
		engine.room.people.leave('ann');
		expect(heard).toEqual([
			...['room.LOGINING', 'room.streamUpdate', 'room.LOGINED', 'room.userUpdate'],
			...['room.streamUpdate', 'room.userUpdate']
		]);
	});

	it('answers late, twice, or only when told', async () => {
		const { engine, clock, heard, follow } = start({
			answers: { loginRoom: [{ outcome: 'never' }, { outcome: 'succeed', after: 5_000, times: 2 }] }
		});
		const first = follow(engine.loginRoom(login));
		await clock.advance(60_000);
		expect(heard).toEqual([]);
		expect(engine.prompter.unanswered).toEqual([{ operation: 'loginRoom', subject: ROOM }]);
		expect(engine.prompter.answer('loginRoom', { outcome: 'fail', failure: failure('network.broken') })).toBe(true);
		await clock.advance(1_000);
		expect(first.state).toBe('network.broken');
		expect(engine.prompter.answer('loginRoom', { outcome: 'succeed' })).toBe(false);

		heard.length = 0;
		follow(engine.loginRoom(login));
		await clock.advance(4_999);
		expect(heard).toEqual(['room.LOGINING']);
		await clock.advance(1_000);
		expect(heard.filter((type) => type === 'room.LOGINED')).toHaveLength(2);
	});

	it('never settles a login that a logout has overtaken', async () => {
		const { engine, clock, heard, follow } = start();
		const outcome = follow(engine.loginRoom(login));
		engine.logoutRoom();
		await clock.advance(60_000);
		expect(outcome.state).toBe('pending');
		expect(heard).toEqual(['room.LOGINING', 'room.LOGOUT']);
	});

	it('tells of people only where I am', async () => {
		const { engine, clock, heard, events } = start();
		engine.room.people.join(ROOM, ann);
		expect(heard).toEqual([]);
		void engine.enterLobby(login);
		await clock.advance(100);
		expect(events.at(-1)).toEqual({ type: 'lobby.users', roomID: ROOM, users: [ann] });
		void engine.loginRoom(login);
		await clock.advance(100);
		heard.length = 0;
		engine.room.people.publish('ann');
		engine.room.people.turn('ann', 'camera', 'MUTE');
		engine.room.people.join('elsewhere', { userID: 'bo', userName: 'Bo' });
		engine.room.people.leave('ann', 'lost');
		expect(heard).toEqual(['room.streamUpdate', 'remote.device', 'room.streamUpdate', 'room.userUpdate']);
		expect(events.at(-1)).toMatchObject({ update: 'DELETE', reason: 'lost' });
	});

	it('plays what is there and refuses what is not', async () => {
		const { engine, clock, heard, events, follow } = start();
		const missing = follow(engine.startPlaying('nobody_camera'));
		await clock.advance(200);
		expect(missing.state).toBe('stream.notFound');
		engine.room.people.join(ROOM, ann);
		engine.room.people.publish('ann');
		engine.room.people.turn('ann', 'microphone', 'MUTE');
		heard.length = 0;
		follow(engine.startPlaying('ann_camera'));
		await clock.advance(200);
		expect(heard).toEqual(['player.PLAY_REQUESTING', 'player.PLAYING', 'remote.device', 'remote.device', 'resolved']);
		expect(events.at(-1)).toMatchObject({ device: 'microphone', status: 'MUTE' });
	});
});
