import { describe, expect, it } from 'vitest';
import type { EngineEvent } from '../../machines/engine';
import { asFailure, failure } from '../../machines/failure';
import { MediaRegistry } from '../../src/lib/engine/media';
import { createSimulatedEngine } from '../../src/lib/engine/simulated/simulated.engine';
import type { Script } from '../../src/lib/engine/simulated/simulated.script';
import { startCall } from './harness/call';
import { StepClock, settled } from './harness/clock';

const ROOM = 'room-1';
const login = { roomID: ROOM, user: { userID: 'me', userName: 'Me' }, token: 'secret' };
const ann = { userID: 'ann', userName: 'Ann' };

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

describe('the simulated engine', () => {
	it('logs in as the ZEGO SDK does: streams, promise, LOGINED, users', async () => {
		const { engine, clock, heard, follow } = start();
		engine.room.people.join(ROOM, ann);
		engine.room.people.publish('ann');
		follow(engine.loginRoom(login));
		await clock.advance(1_000);
		expect(heard).toEqual(['room.LOGINING', 'room.streamUpdate', 'resolved', 'room.LOGINED', 'room.userUpdate']);
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

	it('rejects a failed login before LOGIN_FAILED', async () => {
		const { engine, clock, heard, follow } = start({ answers: { loginRoom: { outcome: 'fail' } } });
		const outcome = follow(engine.loginRoom(login));
		await clock.advance(1_000);
		expect(heard).toEqual(['room.LOGINING', 'rejected', 'room.LOGIN_FAILED']);
		expect(outcome.state).toBe('capacity.roomFull');
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

	it('takes the device that is asked for, and tells when it is unplugged', async () => {
		const { engine, clock, events } = start();
		const signal = new AbortController().signal;
		const opened = engine.openDevice('camera', { deviceID: 'camera-2', label: '' }, signal);
		await clock.advance(100);
		await expect(opened).resolves.toEqual({ deviceID: 'camera-2', muted: false });
		expect(engine.live().tracks).toBe(1);
		engine.hardware.unplug('camera-2');
		expect(engine.live().tracks).toBe(0);
		expect(events.at(-2)).toMatchObject({ type: 'device.lost', device: 'camera' });
		expect(events.at(-1)).toMatchObject({ type: 'device.list', devices: { length: 3 } });
	});

	it('keeps nothing of a device that is no longer wanted when it opens', async () => {
		const { engine, clock, follow } = start();
		const abort = new AbortController();
		const outcome = follow(engine.openDevice('microphone', null, abort.signal));
		abort.abort();
		await clock.advance(100);
		expect(outcome.state).toBe('device.failed');
		expect(engine.live().tracks).toBe(0);
	});

	it('has nothing left after destroy, answers nothing more, and refuses to be destroyed twice', async () => {
		const { engine, clock, heard, follow } = start();
		const signal = new AbortController().signal;
		follow(engine.openDevice('camera', null, signal));
		follow(engine.openDevice('microphone', null, signal));
		follow(engine.startScreenCapture(signal));
		follow(engine.loginRoom(login));
		await clock.advance(1_000);
		follow(engine.startPublishing('me_camera'));
		expect(engine.live()).toEqual({ tracks: 3, listeners: 1, timers: 2 });
		engine.destroy();
		expect(engine.live()).toEqual({ tracks: 0, listeners: 0, timers: 0 });
		heard.length = 0;
		const late = follow(engine.loginRoom(login));
		engine.logoutRoom();
		await clock.advance(60_000);
		expect(late.state).toBe('pending');
		expect(heard).toEqual([]);
		expect(() => engine.destroy()).toThrow();
		expect(clock.timers).toBe(0);
	});
});

describe('a call on the simulated engine', () => {
	it('goes from the lobby to the end and leaves nothing behind', async () => {
		const call = startCall();
		await call.advance(500);
		expect(call.actor.getSnapshot().value).toEqual({ idle: 'waiting' });
		call.actor.send({ type: 'user.start', userName: 'Me' });
		await call.advance(500);
		expect(call.top).toBe('inCall');
		call.engine.room.people.join(ROOM, ann);
		call.engine.room.people.publish('ann');
		await call.advance(500);
		expect(call.facts.players.ann_camera?.state).toBe('playing');
		expect(call.engine.live().tracks).toBe(3);
		call.actor.send({ type: 'user.leave' });
		await call.advance(2_000);
		expect(call.top).toBe('destroyed');
		await settled();
		expect(call.engine.live()).toEqual({ tracks: 0, listeners: 0, timers: 0 });
		expect(call.engine.log.filter(({ operation }) => operation === 'destroy')).toHaveLength(1);
		expect(call.clock.timers).toBe(0);
		expect(call.errors).toEqual([]);
	});
});
