/** The rules of switching rooms, each as a story on the simulated engine. */
import { describe, expect, it, vi } from 'vitest';
import { DELAYS } from '../../machines/delays';
import { failure } from '../../machines/failure';
import { arrange } from './harness/arrange';
import { ROOM } from './harness/call';
import { ann, asked, bo, NEVER } from './harness/rules';

describe('switching rooms', () => {
	const OTHER = 'room-2';
	const REFUSED_TOKEN = { outcome: 'fail', failure: failure('auth.tokenInvalid') } as const;

	it('the call goes on: the old room is left, and its LOGOUT is not the end; the token is renewed for the new room', async () => {
		const call = await arrange('inCall');
		const switchRoom = vi.spyOn(call.engine, 'switchRoom');
		call.tokens.expiresIn = 100;
		call.engine.room.people.join(ROOM, ann);
		call.engine.emit({ type: 'network.quality', userID: 'ann', uplink: 1, downlink: 1 });
		call.engine.room.people.join(OTHER, bo);
		call.engine.room.people.publish('bo');
		call.actor.send({ type: 'user.switchRoom', roomID: OTHER });
		expect(call.top).toBe('inCall');
		await call.advance(1_000);
		expect(call.top).toBe('inCall');
		const login = { roomID: OTHER, user: { userID: 'me', userName: 'Me' }, token: 'secret' };
		expect(switchRoom.mock.calls).toEqual([[ROOM, login]]);
		const there = { roomID: OTHER, previousRoomID: ROOM, nextRoomID: null };
		expect(call.context).toMatchObject({ ...there, quality: {}, end: null });
		expect(Object.keys(call.context.users)).toEqual(['bo']);
		expect(call.facts.players.bo_camera?.state).toBe('playing');
		expect(call.facts.publisher?.state).toBe('publishing');
		expect(call.tokens.asked).toEqual([ROOM, OTHER]);
		await call.advance(80_000);
		expect(call.tokens.asked).toEqual([ROOM, OTHER, OTHER]);
	});

	it('what was sent and played in the old room is stopped', async () => {
		const call = await arrange('inCall');
		call.engine.room.people.join(ROOM, ann);
		call.engine.room.people.publish('ann');
		call.actor.send({ type: 'user.shareScreen' });
		await call.advance(1_000);
		expect(call.facts.screen.state).toBe('publishing');
		call.engine.prompter.answers.switchRoom = NEVER;
		call.actor.send({ type: 'user.switchRoom', roomID: OTHER });
		await call.advance(200);
		expect(asked(call, 'stopPlaying')).toEqual(['ann_camera']);
		expect(asked(call, 'stopPublishing').toSorted()).toEqual(['me_camera', 'me_screen']);
		expect(asked(call, 'stopScreenCapture')).toHaveLength(1);
		expect(call.facts).toMatchObject({ players: {}, publisher: null, quality: {}, screen: { state: 'off' } });
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
			const why = { code: 'network.tokenUnreachable', category: 'network' };
			expect(call.notices).toMatchObject([{ type: 'notice.switchFailed', failure: why }]);
		}
	);

	it('a switch to the room I am in does nothing, and neither does a second one while the first is under way', async () => {
		const call = await arrange('inCall');
		call.actor.send({ type: 'user.switchRoom', roomID: ROOM });
		expect(call.actor.getSnapshot().value).toEqual({ inCall: 'talking' });
		call.actor.send({ type: 'user.switchRoom', roomID: OTHER });
		call.actor.send({ type: 'user.switchRoom', roomID: 'room-3' });
		await call.advance(1_000);
		expect(call.context.roomID).toBe(OTHER);
		expect(call.tokens.asked).toEqual([ROOM, OTHER]);
	});

	it.each([
		['refuses', { outcome: 'reject', failure: failure('capacity.roomFull') } as const, failure('capacity.roomFull')],
		['says LOGIN_FAILED', { outcome: 'fail' } as const, failure('capacity.roomFull', 'simulated')]
	])('when the other room %s, the person is back in the room they left, with a note', async (_, answer, why) => {
		const call = await arrange('inCall');
		call.engine.prompter.answers.switchRoom = answer;
		call.actor.send({ type: 'user.switchRoom', roomID: OTHER });
		await call.advance(1_000);
		expect(call.actor.getSnapshot().value).toEqual({ inCall: 'talking' });
		expect(call.context).toMatchObject({ roomID: ROOM, previousRoomID: null, end: null });
		expect(call.notices.filter(({ type }) => type === 'notice.switchFailed')).toEqual([
			{ type: 'notice.switchFailed', failure: why }
		]);
		expect(call.facts.publisher?.state).toBe('publishing');
		expect(call.tokens.asked).toEqual([ROOM, OTHER, ROOM]);
		expect(asked(call, 'loginRoom')).toEqual([ROOM, ROOM]);
	});

	it.each([
		['lets the person in', [{ outcome: 'succeed' } as const], { roomID: OTHER, previousRoomID: ROOM }, 0],
		['refuses that too', [REFUSED_TOKEN, { outcome: 'succeed' } as const], { roomID: ROOM, previousRoomID: null }, 1]
	])('whose token the other room refuses gets a fresh one, and the room %s', async (_, logins, where, notes) => {
		const call = await arrange('inCall');
		call.engine.prompter.answers.switchRoom = REFUSED_TOKEN;
		call.engine.prompter.answers.loginRoom = logins;
		call.actor.send({ type: 'user.switchRoom', roomID: OTHER });
		await call.advance(1_000);
		expect(call.actor.getSnapshot().value).toEqual({ inCall: 'talking' });
		expect(call.context).toMatchObject({ ...where, end: null });
		expect(call.notices.filter(({ type }) => type === 'notice.switchFailed')).toHaveLength(notes);
		expect(call.facts.publisher?.state).toBe('publishing');
		expect(call.tokens.asked).toEqual([ROOM, OTHER, OTHER, ...(notes === 1 ? [ROOM] : [])]);
	});

	it('is not tried for ever when every token is refused', async () => {
		const call = await arrange('inCall');
		call.engine.prompter.answers.switchRoom = REFUSED_TOKEN;
		call.engine.prompter.answers.loginRoom = REFUSED_TOKEN;
		call.actor.send({ type: 'user.switchRoom', roomID: OTHER });
		await call.advance(1_000);
		expect(call.context).toMatchObject({ roomID: ROOM, end: { cause: 'failed', failure: REFUSED_TOKEN.failure } });
		expect(call.tokens.asked).toEqual([ROOM, OTHER, OTHER, ROOM]);
	});

	it('whose fresh token does not come leads back to the old room, and a rejoin finds it', async () => {
		const call = await arrange('inCall');
		call.engine.prompter.answers.switchRoom = REFUSED_TOKEN;
		call.actor.send({ type: 'user.switchRoom', roomID: OTHER });
		await call.advance(50);
		call.tokens.next = { outcome: 'fail', failure: failure('capacity.tooFast') };
		await call.advance(1_000);
		expect(call.context).toMatchObject({ roomID: ROOM, end: { failure: failure('capacity.tooFast') } });
		expect(call.notices).toContainEqual({ type: 'notice.switchFailed', failure: failure('capacity.tooFast') });
	});

	it('when the other room never answers, the call ends and says so, and a rejoin leads to the old room', async () => {
		const call = await arrange('inCall');
		call.engine.prompter.answers.switchRoom = NEVER;
		call.actor.send({ type: 'user.switchRoom', roomID: OTHER });
		await call.advance(DELAYS.login + DELAYS.logout);
		expect(call.actor.getSnapshot().value).toBe('destroyed');
		expect(call.context).toMatchObject({ roomID: ROOM, end: { failure: failure('network.loginTimeout', 'timeout') } });
	});

	it('when neither room lets the person in, the call ends and says why', async () => {
		const call = await arrange('inCall');
		const { answers } = call.engine.prompter;
		answers.switchRoom = { outcome: 'fail' };
		answers.loginRoom = { outcome: 'fail', failure: failure('auth.forbidden') };
		call.actor.send({ type: 'user.switchRoom', roomID: OTHER });
		await call.advance(1_000);
		expect(call.context).toMatchObject({ roomID: ROOM, end: { cause: 'failed', failure: failure('auth.forbidden') } });
	});

	it.each([
		['is refused', { outcome: 'fail', failure: failure('auth.forbidden') } as const, failure('auth.forbidden')],
		['does not come', NEVER, failure('network.tokenUnreachable', 'timeout')]
	])('when a token for the way back %s, the call ends and says why', async (_, next, why) => {
		const call = await arrange('inCall');
		call.engine.prompter.answers.switchRoom = NEVER;
		call.actor.send({ type: 'user.switchRoom', roomID: OTHER });
		await call.advance(1_000);
		call.tokens.next = next;
		call.engine.room.tellReason('LOGIN_FAILED', failure('capacity.roomFull'), OTHER);
		await call.advance(DELAYS.tokenFetch);
		expect(call.context).toMatchObject({ roomID: ROOM, end: { cause: 'failed', failure: why } });
	});

	it('a switch that the engine cuts short without a reason is told as failed for want of a token', async () => {
		const call = await arrange('inCall');
		call.tokens.next = NEVER;
		call.actor.send({ type: 'user.switchRoom', roomID: OTHER });
		call.engine.room.tellReason('RECONNECTING');
		expect(call.notices.at(-1)).toMatchObject({
			type: 'notice.switchFailed',
			failure: { code: 'network.tokenUnreachable' }
		});
	});
});
