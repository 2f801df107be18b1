/** The rules of how a call ends, each as a story on the simulated engine. */
import { describe, expect, it } from 'vitest';
import { DEVICE_KINDS } from '../../machines/device.kinds';
import { ABANDONED, DELAYS } from '../../machines/delays';
import type { EngineEvent } from '../../machines/engine';
import { failure, type FailureCode } from '../../machines/failure';
import { CALL_STATES } from '../../machines/call/states';
import type { Operation } from '../../src/lib/engine/simulated/simulated.script';
import { arrange } from './harness/arrange';
import { ROOM, startCall } from './harness/call';
import { ann, asked, expectNothingLeft, NEVER, throwIn } from './harness/rules';

describe('leaving wins', () => {
	const LEAVING = CALL_STATES.filter((state) => state !== 'destroyed');

	it.each(LEAVING)('from %s, when the page goes away, which is another end: a reload may come back', async (state) => {
		const call = await arrange(state);
		call.actor.send({ type: 'page.hide' });
		await call.advance(DELAYS.logout);
		expect(call.top).toBe('destroyed');
		if (state !== 'loggingOut') expect(call.context.end).toEqual({ cause: 'pageHidden', failure: null });
		expectNothingLeft(call);
	});

	it.each(LEAVING)('from %s, when the person goes to another page of the app', async (state) => {
		const call = await arrange(state);
		call.actor.send({ type: 'page.navigate', unloads: false });
		await call.advance(DELAYS.logout);
		expect(call.top).toBe('destroyed');
		expect(call.context.end).toEqual({ cause: 'left', failure: null });
		expectNothingLeft(call);
	});

	it.each(LEAVING)('from %s, not before the page has gone that is to be unloaded', async (state) => {
		const call = await arrange(state);
		const before = call.actor.getSnapshot().value;
		call.actor.send({ type: 'page.navigate', unloads: true });
		expect(call.actor.getSnapshot().value).toEqual(before);
	});

	it.each(LEAVING)('from %s, at once, over whatever is answered late, and in bounded time', async (state) => {
		const call = await arrange(state);
		call.engine.prompter.answers.logoutRoom = NEVER;
		call.actor.send({ type: 'user.leave' });
		expect(['loggingOut', 'destroyed']).toContain(call.top);
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

	it('stops at once whatever still tries: no camera comes back, no token is asked for, no screen is sent', async () => {
		const call = await arrange('inCall');
		call.actor.send({ type: 'user.shareScreen' });
		await call.advance(500);
		call.tokens.next = { outcome: 'fail' };
		call.engine.room.expireToken();
		for (const device of DEVICE_KINDS) call.engine.hardware.unplug(`${device}-1`);
		await call.advance(100);
		expect(call.context).toMatchObject({ camera: { state: 'opening' }, microphone: { state: 'opening' } });
		const opened = asked(call, 'openDevice').length;
		const fetched = call.tokens.asked.length;
		call.engine.prompter.answers.logoutRoom = NEVER;
		call.actor.send({ type: 'user.leave' });
		await call.settled();
		expect(asked(call, 'stopScreenCapture')).toHaveLength(1);
		expect(asked(call, 'stopPublishing').toSorted()).toEqual(['me_camera', 'me_screen']);
		await call.advance(DELAYS.logout - 1);
		expect(call.top).toBe('loggingOut');
		expect(asked(call, 'openDevice')).toHaveLength(opened);
		expect(call.tokens.asked).toHaveLength(fetched);
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

	it.each([
		['RECONNECT_FAILED', 'reconnecting', 'failed', failure('network.broken')],
		['LOGIN_FAILED', 'loggingIn', 'failed', failure('network.broken')],
		['KICKOUT', 'inCall', 'kicked', null]
	] as const)('%s without a word why, while %s: the end does not make one up', async (reason, state, cause, why) => {
		const call = await arrange(state);
		call.engine.room.tellReason(reason);
		expect(call.context.end).toEqual({ cause, failure: why });
	});

	it('while the call is being left, nothing said of its devices, streams or people changes what is shown', async () => {
		const call = await arrange('loggingOut');
		const { context } = call;
		const broken = failure('stream.interrupted');
		const users = [ann];
		const streams = [{ streamID: 'ann_camera', user: ann }];
		for (const event of [
			{ type: 'device.list', devices: [] },
			{ type: 'device.lost', device: 'camera', failure: failure('device.unplugged') },
			{ type: 'device.muted', device: 'camera', muted: true },
			{ type: 'device.muteRequested', device: 'camera' },
			{ type: 'device.permission', device: 'camera', granted: true },
			{ type: 'screen.ended' },
			{ type: 'screen.muted', muted: true },
			{ type: 'token.willExpire', roomID: ROOM },
			{ type: 'network.quality', userID: '', uplink: 4, downlink: 4 },
			{ type: 'engine.log', level: 'warn', action: 'zm.hhl', errorCode: 1100003, streamID: '' },
			{ type: 'publisher.NO_PUBLISH', streamID: 'me_camera', failure: broken },
			{ type: 'publisher.NO_PUBLISH', streamID: 'me_screen', failure: broken },
			{ type: 'player.NO_PLAY', streamID: 'ann_camera', failure: broken },
			{ type: 'remote.device', streamID: 'ann_camera', device: 'camera', status: 'MUTE' },
			{ type: 'lobby.users', roomID: ROOM, users },
			{ type: 'room.userUpdate', roomID: ROOM, update: 'ADD', users, reason: null },
			{ type: 'room.streamUpdate', roomID: ROOM, update: 'ADD', streams, reason: null }
		] satisfies EngineEvent[])
			call.engine.emit(event);
		for (const type of ['user.turnOn', 'user.turnOff', 'user.toggle'] as const)
			call.actor.send({ type, device: 'camera' });
		call.actor.send({ type: 'user.selectDevice', device: 'camera', deviceID: 'camera-2' });
		for (const type of ['user.retry', 'user.stopScreen', 'user.toggleScreen', 'user.unblockSound'] as const)
			call.actor.send({ type });
		const fact = { streamID: 'ann_camera', state: 'failed', failure: broken } as const;
		call.actor.send({ type: 'report.publisher', fact });
		expect(call.context).toEqual(context);
		expect(call.errors).toEqual([]);
		expect(call.top).toBe('loggingOut');
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

describe('a page that stood still does not come back into the call by itself', () => {
	const OUTSIDE = ['creating', 'loggingIn', 'reconnecting'] as const;
	const IN_ROOM = ['publishing', 'inCall'] as const;

	it.each(OUTSIDE)('in %s: after long, the call is over, and says why', async (state) => {
		const call = await arrange(state);
		call.actor.send({ type: 'page.wake', stoodStill: ABANDONED });
		await call.advance(DELAYS.logout);
		expect(call.top).toBe('destroyed');
		expect(call.context.end).toMatchObject({ cause: 'failed', failure: { code: 'network.reconnectTimeout' } });
		expectNothingLeft(call);
	});

	it.each(IN_ROOM)('in %s: after long, the call is over if the room was lost meanwhile', async (state) => {
		const call = await arrange(state);
		call.actor.send({ type: 'page.wake', stoodStill: ABANDONED });
		await call.advance(DELAYS.waking - 1_000);
		call.engine.room.loseConnection();
		await call.advance(DELAYS.logout);
		expect(call.context.end).toMatchObject({ cause: 'failed', failure: { code: 'network.reconnectTimeout' } });
		expectNothingLeft(call);
	});

	it.each(IN_ROOM)(
		'in %s: where only the clock was set, the call goes on, and a later loss is mended',
		async (state) => {
			const call = await arrange(state);
			call.actor.send({ type: 'page.wake', stoodStill: ABANDONED });
			await call.advance(DELAYS.waking);
			expect(call.top).toBe('inCall');
			call.engine.room.loseConnection();
			expect(call.top).toBe('reconnecting');
		}
	);

	it('while it was going to another room, stays in this one, and says so', async () => {
		const call = await arrange('inCall');
		call.tokens.next = { outcome: 'never' };
		call.actor.send({ type: 'user.switchRoom', roomID: 'room-2' });
		call.actor.send({ type: 'page.wake', stoodStill: ABANDONED });
		expect(call.context.nextRoomID).toBeNull();
		expect(call.notices).toContainEqual({ type: 'notice.switchFailed', failure: failure('network.tokenUnreachable') });
		call.engine.room.loseConnection();
		expect(call.context.end?.failure?.code).toBe('network.reconnectTimeout');
	});

	it.each([...OUTSIDE, ...IN_ROOM])('in %s: after less, the call goes on', async (state) => {
		const call = await arrange(state);
		const before = call.actor.getSnapshot().value;
		call.actor.send({ type: 'page.wake', stoodStill: ABANDONED - 1 });
		expect(call.actor.getSnapshot().value).toEqual(before);
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

	it.each(DEVICE_KINDS)('a %s whose chart breaks is blocked, and nothing else is', async (device) => {
		const call = await arrange('inCall');
		const { facts } = call;
		throwIn(call.actor.getSnapshot().children[device], 'user.selectDevice');
		const why = failure('unknown.error');
		const broken = {
			state: 'blocked',
			wanted: true,
			choice: null,
			muteRequested: false,
			deviceID: null,
			failure: why
		};
		expect(call.facts).toEqual({ ...facts, [device]: broken });
	});

	it('a screen whose chart breaks is off, and nothing else is', async () => {
		const call = await arrange('inCall');
		const { facts } = call;
		throwIn(call.actor.getSnapshot().children.screen, 'screen.share');
		expect(call.facts).toEqual({
			...facts,
			screen: { state: 'off', paused: false, failure: failure('unknown.error') }
		});
	});

	it('parts whose charts broke are in the way of neither a retry nor a reconnect', async () => {
		const call = await arrange('inCall');
		const { camera, screen } = call.actor.getSnapshot().children;
		throwIn(camera, 'user.selectDevice');
		throwIn(screen, 'screen.share');
		call.actor.send({ type: 'user.retry' });
		call.engine.room.loseConnection();
		call.engine.room.restoreConnection();
		await call.advance(1_000);
		expect(call.errors).toEqual([]);
		expect(call.top).toBe('inCall');
	});

	it.each(['engine', 'token'])('without its %s there is no call: it ends, and says why', async (child) => {
		const call = await arrange('inCall');
		const error = failure('unknown.error', 'broken');
		call.actor.send({ type: `xstate.error.actor.${child}`, error } as never);
		expect(call.context.end).toEqual({ cause: 'failed', failure: error });
	});

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
