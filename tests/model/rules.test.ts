/** The rules the call keeps, each as a story on the simulated engine. The matrix and the hygiene have tests of their own. */
import { describe, expect, it } from 'vitest';
import { DELAYS } from '../../machines/delays';
import { failure, type FailureCode } from '../../machines/failure';
import { CALL_STATES } from '../../machines/total';
import type { Operation } from '../../src/lib/engine/simulated/simulated.script';
import { arrange } from './harness/arrange';
import { ROOM, startCall, type RunningCall } from './harness/call';

const ann = { userID: 'ann', userName: 'Ann' };
const bo = { userID: 'bo', userName: 'Bo' };
const NEVER = { outcome: 'never' } as const;

const asked = ({ engine }: RunningCall, operation: string) =>
	engine.log.filter((entry) => entry.operation === operation).map(({ subject }) => subject);

/** Nothing is left of the call, on either side of the port. */
function expectNothingLeft(call: RunningCall): void {
	expect(call.errors).toEqual([]);
	expect(call.engine.live()).toEqual({ tracks: 0, listeners: 0, timers: 0 });
	expect(call.clock.timers).toBe(0);
	expect(asked(call, 'destroy')).toHaveLength(1);
	expect(call.engine.log.at(-1)?.operation).toBe('destroy');
}

describe('leaving wins', () => {
	const LEAVING = CALL_STATES.filter((state) => state !== 'destroyed');

	it.each(LEAVING)('from %s, at once, and in bounded time though the engine says nothing more', async (state) => {
		const call = await arrange(state);
		call.engine.prompter.answers.logoutRoom = NEVER;
		call.actor.send({ type: 'user.leave' });
		expect(['loggingOut', 'destroyed']).toContain(call.top);
		await call.advance(DELAYS.logout);
		expect(call.top).toBe('destroyed');
		expectNothingLeft(call);
	});

	it.each(LEAVING)('from %s, when the page goes away', async (state) => {
		const call = await arrange(state);
		call.actor.send({ type: 'page.hide' });
		await call.advance(DELAYS.logout);
		expect(call.top).toBe('destroyed');
		expectNothingLeft(call);
	});

	it.each(LEAVING)('from %s, over whatever is answered late', async (state) => {
		const call = await arrange(state);
		call.engine.prompter.answers.logoutRoom = NEVER;
		call.actor.send({ type: 'user.leave' });
		call.engine.room.tellReason('LOGINED', null, ROOM);
		call.engine.room.restoreConnection();
		for (const { operation, subject } of call.engine.prompter.unanswered)
			if (operation !== 'logoutRoom') call.engine.prompter.answer(operation, { outcome: 'succeed', after: 0 }, subject);
		while (call.tokens.answer({ outcome: 'succeed' }));
		await call.advance(DELAYS.logout);
		expect(call.top).toBe('destroyed');
		expect(call.context.end).toEqual({ cause: 'left', failure: null });
		expectNothingLeft(call);
	});

	it('while the engine still loads: it is destroyed when it comes, and nobody is asked for a camera', async () => {
		const call = startCall({ loadAfter: 5_000 });
		await call.advance(100);
		call.actor.send({ type: 'user.leave' });
		expect(call.top).toBe('destroyed');
		await call.advance(10_000);
		expect(call.engine.log.map(({ operation }) => operation)).toEqual(['subscribe', 'destroy']);
	});

	it('does not load an engine to leave with', async () => {
		const call = startCall({ input: { resume: true }, loadFailure: failure('browser.engineLoad') });
		await call.advance(1_000);
		expect(call.top).toBe('destroyed');
		expect(call.context.end?.failure?.code).toBe('browser.engineLoad');
		expect(call.loads).toBe(1);
	});
});

describe('terminal means terminal', () => {
	it.each<FailureCode>(['kicked.elsewhere', 'kicked.byHost', 'kicked.roomEnded'])(
		'%s: out, told why, and not back by itself',
		async (code) => {
			const call = await arrange('inCall');
			call.engine.kick(code);
			await call.advance(600_000);
			expect(call.top).toBe('destroyed');
			expect(call.context.end).toMatchObject({ cause: 'kicked', failure: { code, retryable: false } });
			expect(asked(call, 'loginRoom')).toEqual([ROOM]);
			expectNothingLeft(call);
		}
	);

	it('being logged out by the engine ends the call', async () => {
		const call = await arrange('inCall');
		call.engine.room.leave();
		await call.advance(DELAYS.logout);
		expect(call.context.end).toEqual({ cause: 'loggedOut', failure: null });
		expectNothingLeft(call);
	});

	it('the way out carries why and what was wanted', async () => {
		const call = await arrange('inCall');
		call.actor.send({ type: 'user.turnOff', device: 'camera' });
		await call.advance(100);
		call.actor.send({ type: 'user.leave' });
		await call.advance(100);
		expect(call.actor.getSnapshot().output).toEqual({
			end: { cause: 'left', failure: null },
			intents: { camera: false, microphone: true }
		});
	});
});

describe('intent is not fact', () => {
	const camera = (call: RunningCall) => call.context.camera;

	it('a device that will not close stays on, and unwanted', async () => {
		const call = await arrange('inCall');
		call.engine.prompter.answers.closeDevice = [{ outcome: 'fail' }, { outcome: 'succeed' }];
		call.actor.send({ type: 'user.turnOff', device: 'camera' });
		await call.advance(100);
		expect(camera(call)).toMatchObject({ state: 'on', wanted: false });
		call.actor.send({ type: 'user.turnOff', device: 'camera' });
		await call.advance(100);
		expect(camera(call)).toMatchObject({ state: 'off', wanted: false });
	});

	it('a device that will not say whether it closed counts as on', async () => {
		const call = await arrange('inCall');
		call.engine.prompter.answers.closeDevice = NEVER;
		call.actor.send({ type: 'user.turnOff', device: 'microphone' });
		await call.advance(DELAYS.deviceClose - 1);
		expect(call.context.microphone).toMatchObject({ state: 'closing', wanted: false });
		await call.advance(1);
		expect(call.context.microphone).toMatchObject({ state: 'on', wanted: false });
	});

	it('on, off and on again, quicker than the device: it ends as it was wanted last', async () => {
		const call = await arrange('inCall');
		call.engine.prompter.answers.closeDevice = { outcome: 'succeed', after: 500 };
		for (const type of ['user.turnOff', 'user.turnOn', 'user.turnOff', 'user.turnOn'] as const)
			call.actor.send({ type, device: 'camera' });
		await call.advance(2_000);
		expect(camera(call)).toMatchObject({ state: 'on', wanted: true });
		expect(call.engine.hardware.openDevices).toContain('camera');
		call.actor.send({ type: 'user.turnOff', device: 'camera' });
		call.actor.send({ type: 'user.turnOn', device: 'camera' });
		call.actor.send({ type: 'user.turnOff', device: 'camera' });
		await call.advance(2_000);
		expect(camera(call)).toMatchObject({ state: 'off', wanted: false });
		expect(call.engine.hardware.openDevices).toEqual(['microphone']);
	});

	it('reconnecting turns nothing on', async () => {
		const call = await arrange('inCall');
		call.actor.send({ type: 'user.turnOff', device: 'microphone' });
		await call.advance(100);
		call.engine.room.loseConnection();
		await call.advance(10_000);
		call.engine.room.restoreConnection();
		await call.advance(10_000);
		expect(call.top).toBe('inCall');
		expect(call.context.microphone).toMatchObject({ state: 'off', wanted: false });
		expect(call.engine.hardware.openDevices).toEqual(['camera']);
	});

	it('an unwanted device that goes away is not taken back', async () => {
		const call = await arrange('inCall');
		call.engine.prompter.answers.closeDevice = { outcome: 'fail' };
		call.actor.send({ type: 'user.turnOff', device: 'camera' });
		await call.advance(100);
		call.engine.hardware.unplug('camera-1');
		await call.advance(2_000);
		expect(camera(call)).toMatchObject({ state: 'off', wanted: false });
		expect(call.engine.hardware.openDevices).toEqual(['microphone']);
	});
});

describe('no device blocks the other, nor the call', () => {
	it.each<FailureCode>(['device.denied', 'device.inUse', 'device.notFound', 'device.failed'])(
		'both with %s: in the call all the same, and not asked for again and again',
		async (code) => {
			const call = startCall({ script: { answers: { openDevice: { outcome: 'fail', failure: failure(code) } } } });
			await call.advance(300);
			call.actor.send({ type: 'user.start', userName: 'Me' });
			await call.advance(5_000);
			expect(call.top).toBe('inCall');
			expect(call.context.publisher).toBeNull();
			expect(call.context.camera).toMatchObject({ state: 'blocked', wanted: true, failure: { code } });
			expect(asked(call, 'openDevice').length).toBeLessThanOrEqual(4);
		}
	);

	it('a prompt that nobody reads: in the call without it, and seen when it is granted', async () => {
		const call = startCall({ script: { answers: { openDevice: NEVER } } });
		await call.advance(300);
		call.actor.send({ type: 'user.start', userName: 'Me' });
		await call.advance(DELAYS.devicesSettle + 300);
		expect(call.top).toBe('inCall');
		call.engine.prompter.answer('openDevice', { outcome: 'succeed' }, 'camera');
		await call.advance(1_000);
		expect(call.context.camera.state).toBe('on');
		expect(call.context.microphone.state).toBe('opening');
		expect(call.context.publisher?.state).toBe('publishing');
	});

	it('an unplugged camera gives way to another, and the microphone does not notice', async () => {
		const call = await arrange('inCall');
		call.engine.hardware.unplug('camera-1');
		expect(call.context.camera.state).toBe('opening');
		expect(call.context.microphone.state).toBe('on');
		await call.advance(DELAYS.deviceRecovery + 100);
		expect(call.context.camera).toMatchObject({ state: 'on', deviceID: 'camera-2' });
	});

	it('the last camera unplugged: without it, until one is plugged in', async () => {
		const call = await arrange('inCall');
		call.engine.hardware.unplug('camera-2');
		call.engine.hardware.unplug('camera-1');
		await call.advance(5_000);
		expect(call.context.camera).toMatchObject({ state: 'blocked', failure: { code: 'device.notFound' } });
		expect(call.top).toBe('inCall');
		call.engine.hardware.plugIn({ device: 'camera', deviceID: 'camera-3', label: 'New' });
		await call.advance(1_000);
		expect(call.context.camera).toMatchObject({ state: 'on', deviceID: 'camera-3' });
	});

	it('permission withdrawn and given back', async () => {
		const call = await arrange('inCall');
		call.engine.hardware.close('camera');
		call.engine.emit({ type: 'device.lost', device: 'camera', failure: failure('device.denied') });
		expect(call.context.camera.state).toBe('blocked');
		call.engine.emit({ type: 'device.permission', device: 'camera', granted: false });
		expect(call.context.camera.state).toBe('blocked');
		call.engine.emit({ type: 'device.permission', device: 'camera', granted: true });
		await call.advance(100);
		expect(call.context.camera.state).toBe('on');
	});
});

describe('people and streams', () => {
	it('plays every stream that is added, once, and stops each that is deleted', async () => {
		const call = await arrange('inCall');
		const { people } = call.engine.room;
		people.join(ROOM, ann);
		people.publish('ann');
		people.publish('ann', 'screen');
		const [stream] = people.streamsIn(ROOM);
		if (!stream) throw new Error('Ann publishes');
		call.engine.emit({
			type: 'room.streamUpdate',
			roomID: ROOM,
			update: 'ADD',
			streams: [stream, stream],
			reason: null
		});
		await call.advance(500);
		expect(asked(call, 'startPlaying')).toEqual(['ann_camera', 'ann_screen']);
		people.leave('ann', 'lost');
		await call.settled();
		expect(asked(call, 'stopPlaying')).toEqual(['ann_camera', 'ann_screen']);
		expect(call.context.players).toEqual({});
		expect(call.notices).toEqual([
			{ type: 'notice.joined', user: ann },
			{ type: 'notice.gone', user: ann, reason: 'lost' }
		]);
	});

	it('who left between the lobby and the login is no ghost; who was there is not announced', async () => {
		const call = await arrange('idle');
		const { people } = call.engine.room;
		people.join(ROOM, ann);
		people.join(ROOM, bo);
		expect(Object.keys(call.context.users)).toEqual(['ann', 'bo']);
		call.engine.prompter.answers.loginRoom = { outcome: 'succeed', after: 200 };
		call.actor.send({ type: 'user.start', userName: 'Me' });
		await call.advance(100);
		expect(call.top).toBe('loggingIn');
		people.leave('bo');
		await call.advance(1_000);
		expect(call.top).toBe('inCall');
		expect(Object.keys(call.context.users)).toEqual(['ann']);
		expect(call.notices).toEqual([]);
	});

	it('gives up a stream that never comes, and tries again when asked', async () => {
		const call = await arrange('inCall');
		call.engine.prompter.answers.startPlaying = { outcome: 'fail', failure: failure('stream.interrupted') };
		call.engine.room.people.join(ROOM, ann);
		call.engine.room.people.publish('ann');
		await call.advance(120_000);
		expect(call.context.players.ann_camera).toMatchObject({
			state: 'failed',
			failure: { code: 'stream.interrupted' }
		});
		expect(asked(call, 'startPlaying')).toHaveLength(5);
		call.engine.prompter.answers.startPlaying = { outcome: 'succeed' };
		call.actor.send({ type: 'user.retry' });
		await call.advance(500);
		expect(call.context.players.ann_camera).toMatchObject({ state: 'playing', failure: null });
	});

	it('asking for a stream for the first time is no failure; silence is called a timeout', async () => {
		const call = await arrange('publishing');
		expect(call.context.publisher).toMatchObject({ state: 'requesting', failure: null });
		call.engine.emit({ type: 'publisher.PUBLISH_REQUESTING', streamID: 'me_camera', failure: null });
		expect(call.context.publisher).toMatchObject({ state: 'requesting', failure: null });
		await call.advance(DELAYS.publishRequest);
		expect(call.context.publisher).toMatchObject({ state: 'retrying', failure: { code: 'stream.timeout' } });
	});

	it('blocked sound is let through by a click', async () => {
		const call = await arrange('inCall');
		call.engine.room.people.join(ROOM, ann);
		call.engine.room.people.publish('ann');
		await call.advance(500);
		call.actor.send({ type: 'page.autoplayFailed', streamID: 'ann_camera' });
		expect(call.context.players.ann_camera?.sound).toBe('blocked');
		call.actor.send({ type: 'user.unblockSound' });
		expect(call.context.players.ann_camera?.sound).toBe('audible');
	});
});

describe('reconnecting', () => {
	it('goes back to where it was, or gives up at its deadline', async () => {
		const call = await arrange('reconnecting');
		await call.advance(DELAYS.reconnecting - 1_000);
		expect(call.top).toBe('reconnecting');
		call.engine.room.restoreConnection();
		expect(call.top).toBe('inCall');
		call.engine.room.loseConnection();
		await call.advance(DELAYS.reconnecting + DELAYS.logout);
		expect(call.context.end).toMatchObject({ cause: 'failed', failure: { code: 'network.reconnectTimeout' } });
		expectNothingLeft(call);
	});

	it('tries again what gave up meanwhile', async () => {
		const call = await arrange('inCall');
		call.engine.room.people.join(ROOM, ann);
		call.engine.room.people.publish('ann');
		await call.advance(500);
		call.engine.room.loseConnection();
		const why = failure('stream.forbidden');
		call.engine.emit({ type: 'publisher.NO_PUBLISH', streamID: 'me_camera', failure: why });
		call.engine.emit({ type: 'player.NO_PLAY', streamID: 'ann_camera', failure: why });
		expect(call.context.publisher?.state).toBe('failed');
		expect(call.context.players.ann_camera?.state).toBe('failed');
		call.engine.room.restoreConnection();
		await call.advance(500);
		expect(call.context.publisher).toMatchObject({ state: 'publishing', failure: null });
		expect(call.context.players.ann_camera).toMatchObject({ state: 'playing', failure: null });
	});
});

describe('switching rooms', () => {
	const OTHER = 'room-2';

	it('the call goes on: the old room is left, and its LOGOUT is not the end', async () => {
		const call = await arrange('inCall');
		call.engine.room.people.join(ROOM, ann);
		call.engine.room.people.join(OTHER, bo);
		call.engine.room.people.publish('bo');
		call.actor.send({ type: 'user.switchRoom', roomID: OTHER });
		expect(call.top).toBe('inCall');
		await call.advance(1_000);
		expect(call.top).toBe('inCall');
		expect(call.context).toMatchObject({ roomID: OTHER, previousRoomID: ROOM, nextRoomID: null, end: null });
		expect(Object.keys(call.context.users)).toEqual(['bo']);
		expect(call.context.players.bo_camera?.state).toBe('playing');
		expect(call.context.publisher?.state).toBe('publishing');
		expect(call.tokens.asked).toEqual([ROOM, OTHER]);
	});

	it('what was sent and played in the old room is stopped', async () => {
		const call = await arrange('inCall');
		call.engine.room.people.join(ROOM, ann);
		call.engine.room.people.publish('ann');
		call.actor.send({ type: 'user.shareScreen' });
		await call.advance(1_000);
		expect(call.context.screen.state).toBe('publishing');
		call.engine.prompter.answers.switchRoom = NEVER;
		call.actor.send({ type: 'user.switchRoom', roomID: OTHER });
		await call.advance(200);
		expect(asked(call, 'stopPlaying')).toEqual(['ann_camera']);
		expect(asked(call, 'stopPublishing').toSorted()).toEqual(['me_camera', 'me_screen']);
		expect(asked(call, 'stopScreenCapture')).toHaveLength(1);
		expect(call.context).toMatchObject({ players: {}, publisher: null, quality: {}, screen: { state: 'off' } });
	});

	it('late news of the old room are no news of the new one', async () => {
		const call = await arrange('inCall');
		call.engine.prompter.answers.switchRoom = NEVER;
		call.actor.send({ type: 'user.switchRoom', roomID: OTHER });
		await call.advance(200);
		expect(call.top).toBe('loggingIn');
		call.engine.room.tellReason('LOGINED', null, ROOM);
		call.engine.room.tellReason('RECONNECTED', null, ROOM);
		call.engine.room.tellReason('LOGOUT', null, ROOM);
		expect(call.top).toBe('loggingIn');
		call.engine.room.tellReason('LOGINED', null, OTHER);
		await call.advance(200);
		expect(call.top).toBe('inCall');
		call.engine.room.tellReason('RECONNECTING', failure('network.broken'), ROOM);
		expect(call.top).toBe('inCall');
	});

	it('losing the room gives it up and says so; no trace is left', async () => {
		const call = await arrange('inCall');
		call.tokens.next = NEVER;
		call.actor.send({ type: 'user.switchRoom', roomID: OTHER });
		call.engine.room.loseConnection();
		expect(call.top).toBe('reconnecting');
		expect(call.context.nextRoomID).toBeNull();
		expect(call.notices.map(({ type }) => type)).toContain('notice.switchFailed');
		call.tokens.answer({ outcome: 'succeed' });
		await call.advance(1_000);
		call.engine.room.restoreConnection();
		expect(call.context).toMatchObject({ roomID: ROOM, nextRoomID: null });
	});

	it.each([{ outcome: 'fail' as const }, NEVER])(
		'a token that is $outcome: the call stays where it is',
		async (answer) => {
			const call = await arrange('inCall');
			call.tokens.next = answer;
			call.actor.send({ type: 'user.switchRoom', roomID: OTHER });
			await call.advance(DELAYS.tokenFetch);
			expect(call.actor.getSnapshot().value).toEqual({ inCall: 'talking' });
			expect(call.context.nextRoomID).toBeNull();
			expect(call.notices.map(({ type }) => type)).toEqual(['notice.switchFailed']);
		}
	);
});

describe('the token', () => {
	it('is renewed before it ends, for as long as the call lasts', async () => {
		const call = await arrange('inCall');
		await call.advance(3_600_000);
		expect(call.tokens.asked).toHaveLength(2);
		expect(asked(call, 'renewToken')).toHaveLength(1);
		call.tokens.next = { outcome: 'fail' };
		call.engine.room.expireToken();
		await call.advance(60_000);
		expect(call.tokens.asked.length).toBeGreaterThan(6);
		expect(call.top).toBe('inCall');
		call.tokens.next = { outcome: 'succeed' };
		await call.advance(20_000);
		expect(asked(call, 'renewToken')).toHaveLength(2);
	});

	it.each(['fail', 'never'] as const)(
		'in the lobby, a server that answers "%s" is given up after all tries',
		async (outcome) => {
			const call = startCall({ tokens: (tokens) => (tokens.next = { outcome }) });
			await call.advance(120_000);
			expect(call.context.token).toMatchObject({ state: 'failed', failure: { code: 'network.tokenUnreachable' } });
			expect(call.tokens.asked).toHaveLength(6);
			call.tokens.next = { outcome: 'succeed' };
			call.actor.send({ type: 'user.retry' });
			await call.advance(1_000);
			expect(call.actor.getSnapshot().value).toEqual({ idle: 'waiting' });
		}
	);

	it.each([0, 30, 60 * 60 * 24 * 60])('that lives for %d seconds does not make the server busy', async (expiresIn) => {
		const call = startCall({ tokens: (tokens) => (tokens.expiresIn = expiresIn) });
		await call.advance(10_000);
		expect(call.tokens.asked.length).toBeLessThanOrEqual(11);
	});
});

describe('what breaks breaks alone', () => {
	it.each<Operation>(['startScreenCapture', 'enterLobby', 'startPublishing', 'renewToken'])(
		'%s refused: the call goes on',
		async (operation) => {
			const call = startCall({ script: { answers: { [operation]: { outcome: 'reject' } } } });
			await call.advance(300);
			call.actor.send({ type: 'user.start', userName: 'Me' });
			await call.advance(1_000);
			call.actor.send({ type: 'user.shareScreen' });
			call.engine.room.expireToken();
			await call.advance(60_000);
			expect(call.top).toBe('inCall');
			expect(call.errors).toEqual([]);
		}
	);

	it('a chart that throws leaves no camera on', async () => {
		const call = await arrange('inCall');
		expect(call.engine.live().tracks).toBe(2);
		call.engine.emit({ type: 'room.userUpdate', roomID: ROOM, update: 'ADD', users: null as never, reason: null });
		await call.advance(120_000);
		expect(call.errors).toHaveLength(1);
		expect(call.engine.live()).toEqual({ tracks: 0, listeners: 0, timers: 0 });
		expect(asked(call, 'destroy')).toHaveLength(1);
		expect(call.engine.log.at(-1)?.operation).toBe('destroy');
	});
});
