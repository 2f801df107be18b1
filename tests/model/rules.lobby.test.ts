/** The rules of the lobby and of starting a call, each as a story on the simulated engine. */
import { createActor } from 'xstate';
import { describe, expect, it, vi } from 'vitest';
import { callMachine } from '../../machines/call/machine';
import { factsOf, stateOf } from '../../src/lib/call/facts';
import { callView } from '../../src/lib/call/view';
import { DELAYS } from '../../machines/delays';
import { failure } from '../../machines/failure';
import { arrange } from './harness/arrange';
import { ROOM, startCall, type RunningCall } from './harness/call';
import { ann, asked, bo, NEVER } from './harness/rules';
import type { ScriptedTokens } from './harness/tokens';

const start = { type: 'user.start', userName: 'Me' } as const;

describe('the lobby', () => {
	it('shows nothing as ready, on or broken before its charts have reported', () => {
		const intents = { camera: true, microphone: false };
		const choices = { camera: null, microphone: null };
		const input = { roomID: ROOM, userName: 'Me', intents, choices, resume: false };
		const facts = factsOf(stateOf(createActor(callMachine, { input }).getSnapshot()));
		const off = { state: 'off', deviceID: null, failure: null };
		expect(facts).toMatchObject({
			user: { userID: '', userName: 'Me' },
			engine: { state: 'loading', failure: null },
			token: { state: 'fetching', failure: null },
			camera: { ...off, state: 'opening', wanted: true },
			microphone: { ...off, wanted: false },
			screen: { state: 'off', failure: null },
			users: {},
			away: [],
			pathless: [],
			players: {},
			quality: {},
			devices: []
		});
	});

	it('knows my name from the first moment, and offers every device that is plugged in', async () => {
		const call = startCall();
		expect(call.context.user).toEqual({ userID: '', userName: 'Me' });
		await call.advance(300);
		const offered = () => call.context.devices.map(({ deviceID }) => deviceID);
		expect(offered()).toEqual(['camera-1', 'camera-2', 'microphone-1', 'microphone-2', 'speaker-1', 'speaker-2']);
		call.engine.hardware.unplug('camera-2');
		expect(offered()).toEqual(['camera-1', 'microphone-1', 'microphone-2', 'speaker-1', 'speaker-2']);
	});

	it('introduces me by the userID that came with the token, and enters by the name I gave', async () => {
		const call = startCall({ input: { userName: '' }, script: { answers: { checkSystemRequirements: NEVER } } });
		await call.settled();
		const enterLobby = vi.spyOn(call.engine, 'enterLobby');
		const loginRoom = vi.spyOn(call.engine, 'loginRoom');
		call.engine.prompter.answer('checkSystemRequirements', { outcome: 'succeed' });
		await call.advance(300);
		expect(enterLobby.mock.calls).toEqual([[{ roomID: ROOM, user: { userID: 'me', userName: '' }, token: 'secret' }]]);
		call.actor.send(start);
		await call.advance(300);
		expect(loginRoom.mock.calls).toEqual([[{ roomID: ROOM, user: { userID: 'me', userName: 'Me' }, token: 'secret' }]]);
	});

	it('shows who is in this room, and nobody of another', async () => {
		const call = await arrange('idle');
		call.engine.emit({ type: 'lobby.users', roomID: ROOM, users: [ann] });
		call.engine.emit({ type: 'lobby.users', roomID: 'room-2', users: [bo] });
		expect(call.context.users).toEqual({ ann });
		call.engine.emit({ type: 'lobby.users', roomID: '', users: [bo] });
		expect(call.context.users).toEqual({ bo });
	});

	it('goes on showing who is there while the call is prepared and while it logs in', async () => {
		for (const state of ['creating', 'loggingIn'] as const) {
			const call = await arrange(state);
			call.engine.emit({ type: 'lobby.users', roomID: 'room-2', users: [bo] });
			expect(call.context.users).toEqual({});
			call.engine.emit({ type: 'lobby.users', roomID: ROOM, users: [ann] });
			expect(call.context.users).toEqual({ ann });
		}
	});

	it.each(['fail', 'never'] as const)('that cannot be entered early (%s) can be left for the call', async (outcome) => {
		const call = startCall({ script: { answers: { enterLobby: { outcome } } } });
		await call.advance(DELAYS.lobbyEntry + 300);
		expect(call.actor.getSnapshot().value).toEqual({ idle: 'waiting' });
		call.actor.send(start);
		await call.advance(500);
		expect(call.top).toBe('inCall');
	});
});

describe('a room that lets nobody in', () => {
	const LOCKED = failure('auth.roomLocked');
	const viewOf = (call: RunningCall) => callView(stateOf(call.actor.getSnapshot()));
	const locked = { script: { answers: { enterLobby: { outcome: 'fail', failure: LOCKED } } } } as const;

	it('says so before the call is started, and starts none', async () => {
		const call = startCall(locked);
		await call.advance(300);
		expect(call.actor.getSnapshot().value).toEqual({ idle: 'refused' });
		expect(call.facts.refusal).toEqual(LOCKED);
		expect(viewOf(call)).toMatchObject({
			screen: 'lobby',
			status: 'unavailable',
			failure: LOCKED,
			controls: { start: false, retry: true }
		});
		call.actor.send(start);
		await call.advance(500);
		expect(call.actor.getSnapshot().value).toEqual({ idle: 'refused' });
	});

	it('is asked again when the person wants it', async () => {
		const call = startCall(locked);
		await call.advance(300);
		call.actor.send({ type: 'user.retry' });
		expect(viewOf(call)).toMatchObject({ status: 'preparing', failure: null });
		await call.advance(300);
		expect(viewOf(call).failure).toEqual(LOCKED);
		call.engine.prompter.answers.enterLobby = { outcome: 'succeed' };
		call.actor.send({ type: 'user.retry' });
		await call.advance(300);
		expect(viewOf(call)).toMatchObject({ status: 'ready', failure: null, controls: { start: true, retry: false } });
	});

	it('is ready once it shows who is there: the engine goes on asking by itself', async () => {
		const call = startCall(locked);
		await call.advance(300);
		call.engine.emit({ type: 'lobby.users', roomID: 'room-2', users: [bo] });
		expect(viewOf(call)).toMatchObject({ status: 'unavailable', others: [] });
		call.engine.emit({ type: 'lobby.users', roomID: ROOM, users: [ann] });
		expect(viewOf(call)).toMatchObject({ status: 'ready', failure: null, others: [ann] });
		call.actor.send(start);
		await call.advance(500);
		expect(call.top).toBe('inCall');
	});

	it('that is locked while I wait says so then; what is refused elsewhere, or for the moment, changes nothing', async () => {
		const call = startCall();
		await call.advance(300);
		call.engine.emit({ type: 'lobby.users', roomID: ROOM, users: [ann] });
		call.engine.emit({ type: 'lobby.refused', roomID: 'room-2', failure: LOCKED });
		call.engine.emit({ type: 'lobby.refused', roomID: ROOM, failure: failure('capacity.tooManyRooms') });
		expect(viewOf(call)).toMatchObject({ status: 'ready', failure: null, others: [ann] });
		call.engine.room.refuse(LOCKED);
		expect(viewOf(call)).toMatchObject({ status: 'unavailable', failure: LOCKED, others: [] });
	});

	it('for the moment, because the server is full, can be tried by starting the call', async () => {
		const full = { outcome: 'fail', failure: failure('capacity.tooManyRooms') } as const;
		const call = startCall({ script: { answers: { enterLobby: full } } });
		await call.advance(300);
		expect(viewOf(call)).toMatchObject({ status: 'ready', failure: null, controls: { start: true } });
	});
});

describe('an engine that is not to be had', () => {
	it.each([
		[
			'is refused by this browser',
			{ outcome: 'fail', failure: failure('browser.unsupported') } as const,
			'browser.unsupported'
		],
		['does not come in time', NEVER, 'browser.engineLoad']
	])('because it %s: the lobby says so, and tries again when asked', async (_, answer, code) => {
		const call = startCall({ script: { answers: { checkSystemRequirements: answer } } });
		await call.advance(DELAYS.engineLoad);
		expect(call.actor.getSnapshot().value).toEqual({ idle: 'unavailable' });
		expect(call.context.engine).toMatchObject({ state: 'failed', failure: { code } });
		call.engine.prompter.answers.checkSystemRequirements = { outcome: 'succeed' };
		call.actor.send({ type: 'user.retry' });
		expect(call.context.engine).toEqual({ state: 'loading', failure: null });
		await call.advance(300);
		expect(call.context.engine).toEqual({ state: 'ready', failure: null });
		expect(call.actor.getSnapshot().value).toEqual({ idle: 'waiting' });
	});

	it('is asked for again together with whatever else has failed', async () => {
		const refused = { outcome: 'fail' } as const;
		const call = startCall({
			script: { answers: { checkSystemRequirements: refused, openDevice: refused } },
			tokens: (tokens) => (tokens.next = { ...refused, failure: failure('auth.forbidden') })
		});
		await call.advance(1_000);
		expect(call.facts).toMatchObject({ token: { state: 'failed' }, camera: { state: 'blocked' } });
		const { answers } = call.engine.prompter;
		answers.checkSystemRequirements = { outcome: 'succeed' };
		answers.openDevice = { outcome: 'succeed' };
		call.tokens.next = { outcome: 'succeed' };
		call.actor.send({ type: 'user.retry' });
		await call.advance(1_000);
		expect(call.facts).toMatchObject({
			token: { state: 'valid' },
			camera: { state: 'on' },
			microphone: { state: 'on' }
		});
		expect(call.actor.getSnapshot().value).toEqual({ idle: 'waiting' });
	});

	it.each([
		['an engine', { script: { answers: { checkSystemRequirements: { outcome: 'fail' } } } } as const],
		[
			'a token',
			{ tokens: (tokens: ScriptedTokens) => (tokens.next = { outcome: 'fail', failure: failure('auth.forbidden') }) }
		]
	])('a call cannot be started without %s', async (_, setting) => {
		const call = startCall(setting);
		await call.advance(1_000);
		call.actor.send(start);
		expect(call.top).toBe('idle');
	});

	it('ends a call that has begun without it', async () => {
		const call = startCall({ input: { resume: true }, script: { answers: { checkSystemRequirements: NEVER } } });
		await call.advance(DELAYS.engineLoad);
		expect(call.context.end).toEqual({ cause: 'failed', failure: failure('browser.engineLoad', 'timeout') });
	});
});

describe('starting', () => {
	it('comes straight back into the call when it is resumed, and waits in the lobby when not', async () => {
		const resumed = startCall({ input: { resume: true } });
		expect(resumed.top).toBe('creating');
		await resumed.advance(500);
		expect(resumed.top).toBe('inCall');
		const fresh = startCall();
		await fresh.advance(60_000);
		expect(fresh.top).toBe('idle');
	});

	it('does not load and check again what the lobby has', async () => {
		const call = await arrange('inCall');
		expect(call.loads).toBe(1);
		expect(asked(call, 'checkSystemRequirements')).toHaveLength(1);
	});

	it('waits for each device that is wanted, but not long, and for no other', async () => {
		const slow = { outcome: 'succeed', after: 1_000 } as const;
		const both = startCall({ input: { resume: true }, script: { answers: { openDevice: slow } } });
		await both.advance(900);
		expect(both.top).toBe('creating');
		await both.advance(600);
		expect(both.top).toBe('inCall');

		const one = startCall({
			input: { resume: true },
			script: { answers: { openDevice: [{ outcome: 'succeed' }, slow] } }
		});
		await one.advance(900);
		expect(one.top).toBe('creating');

		const intents = { camera: false, microphone: false };
		const none = startCall({ input: { resume: true, intents }, script: { answers: { openDevice: NEVER } } });
		await none.advance(300);
		expect(none.top).toBe('inCall');

		const refused = startCall({ input: { resume: true }, script: { answers: { openDevice: { outcome: 'fail' } } } });
		await refused.advance(300);
		expect(refused.top).toBe('inCall');
	});

	it('without the right to enter ends at once, and says why', async () => {
		const call = startCall({
			input: { resume: true },
			tokens: (tokens) => (tokens.next = { outcome: 'fail', failure: failure('auth.forbidden') })
		});
		await call.advance(300);
		expect(call.context.end).toEqual({ cause: 'failed', failure: failure('auth.forbidden') });
	});

	it('waits for the right to enter only so long', async () => {
		const call = startCall({ input: { resume: true }, tokens: (tokens) => (tokens.next = NEVER) });
		await call.advance(DELAYS.creating - 1);
		expect(call.top).toBe('creating');
		await call.advance(1);
		expect(call.context.end).toEqual({ cause: 'failed', failure: failure('network.tokenUnreachable', 'timeout') });
	});

	it('is given up when the room does not answer, or refuses', async () => {
		const silent = await arrange('loggingIn');
		await silent.advance(DELAYS.login);
		expect(silent.context.end).toEqual({ cause: 'failed', failure: failure('network.loginTimeout', 'timeout') });
		const refusing = await arrange('idle');
		refusing.engine.prompter.answers.loginRoom = { outcome: 'reject', failure: failure('capacity.roomFull') };
		refusing.actor.send(start);
		await refusing.advance(300);
		expect(refusing.context.end).toEqual({ cause: 'failed', failure: failure('capacity.roomFull') });
	});

	it('is in the call as soon as publishing is given up, and in time when nothing is heard of it', async () => {
		const refused = await arrange('idle');
		refused.engine.prompter.answers.startPublishing = { outcome: 'fail', failure: failure('stream.forbidden') };
		refused.actor.send(start);
		await refused.advance(300);
		expect(refused.top).toBe('inCall');
		expect(refused.facts.publisher).toMatchObject({ state: 'failed', failure: { code: 'stream.forbidden' } });
		const silent = await arrange('publishing');
		await silent.advance(DELAYS.publishing);
		expect(silent.top).toBe('inCall');
	});
});
