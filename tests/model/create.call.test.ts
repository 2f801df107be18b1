/** The call as a library: what it remembers, what its view tells, how it begins again and how it is released. */
import { describe, expect, it, vi } from 'vitest';
import { failure } from '../../machines/failure';
import type { CallStorage } from '../../src/lib/call/call';
import { settled } from './harness/clock';
import { calls, join, KEY, memoryStorage, NOON, startCall } from './harness/create';

const MINE = JSON.stringify({
	userName: 'Me',
	intents: { camera: true, microphone: true },
	pictures: 'automatic',
	leftAt: null
});

describe('what a call remembers', () => {
	/** What is remembered when a page with its camera off goes away in mid-call, at noon. */
	async function leavePage(): Promise<CallStorage> {
		const { items, storage } = memoryStorage();
		const started = startCall({ storage, intents: { camera: false, microphone: true }, now: () => NOON });
		await join(started);
		started.call.send({ type: 'page.hide' });
		await started.clock.advance(5_000);
		expect(items.has(KEY)).toBe(true);
		return storage;
	}

	it('is nothing while it is in the lobby', async () => {
		const { items, storage } = memoryStorage();
		await startCall({ storage }).clock.advance(1_000);
		expect(items.size).toBe(0);
	});

	it('is written once when the person joins, and again only when an intent changes', async () => {
		const { items, storage } = memoryStorage();
		const started = startCall({ storage });
		await join(started);
		expect(items.get(KEY)).toBe(MINE);
		expect(storage.setItem).toHaveBeenCalledTimes(1);
		started.call.send({ type: 'user.turnOff', device: 'camera' });
		await started.clock.advance(1_000);
		expect(storage.setItem).toHaveBeenCalledTimes(2);
		expect(JSON.parse(items.get(KEY) ?? '')).toMatchObject({ intents: { camera: false, microphone: true } });
	});

	it('is forgotten when the person leaves', async () => {
		const { items, storage } = memoryStorage();
		const started = startCall({ storage });
		await join(started);
		started.call.send({ type: 'user.leave' });
		expect(items.size).toBe(0);
	});

	it('is kept when the page goes away, and takes the call of a page that was reloaded straight into the room', async () => {
		const storage = await leavePage();
		const next = startCall({ storage, userName: '', reloaded: true, now: () => NOON + 60_000 });
		await next.clock.advance(4_000);
		expect(next.call.view).toMatchObject({ state: 'inCall', me: { userName: 'Me' }, camera: { shown: 'off' } });
	});

	it.each([
		['a minute has passed', { reloaded: true, now: () => NOON + 60_001 }],
		['the clock was set back', { reloaded: true, now: () => NOON - 1 }],
		['the page was restored, or gone back to', { reloaded: false, now: () => NOON + 1_000 }]
	])('begins in the lobby, with the same name and devices, when %s', async (_, arrival) => {
		const storage = await leavePage();
		const next = startCall({ storage, userName: '', ...arrival });
		await next.clock.advance(4_000);
		expect(next.call.view).toMatchObject({
			state: 'idle',
			me: { userName: 'Me' },
			camera: { shown: 'off' },
			microphone: { shown: 'on' }
		});
	});

	it('begins in the lobby in a tab that is a copy of one in the call, also when the copy is reloaded', async () => {
		const { items, storage } = memoryStorage();
		await join(startCall({ storage, now: () => NOON }));
		const copy = memoryStorage(Object.fromEntries(items)).storage;
		const next = startCall({ storage: copy, reloaded: true, now: () => NOON });
		await next.clock.advance(4_000);
		expect(next.call.view.state).toBe('idle');
	});

	it('begins in the lobby when the lobby is reloaded, however soon', async () => {
		const storage = await leavePage();
		const restored = startCall({ storage, now: () => NOON + 1_000 });
		await restored.clock.advance(4_000);
		restored.call.send({ type: 'page.hide' });
		const next = startCall({ storage, reloaded: true, now: () => NOON + 2_000 });
		await next.clock.advance(4_000);
		expect(next.call.view.state).toBe('idle');
	});

	it('follows the call into another room', async () => {
		const { items, storage } = memoryStorage();
		const started = startCall({ storage });
		await join(started);
		started.call.send({ type: 'user.switchRoom', roomID: 'room-2' });
		await started.clock.advance(3_000);
		expect(started.call.roomID).toBe('room-2');
		expect([...items]).toEqual([['call:room-2', MINE]]);
	});

	it.each([
		'{',
		'{"userName":""}',
		'{"userName":"Me","intents":{"camera":1,"microphone":true},"leftAt":null}',
		'{"userName":"Me","intents":{"camera":true,"microphone":true}}'
	])('is ignored when it reads %s', async (text) => {
		const { call, clock } = startCall({ storage: memoryStorage({ [KEY]: text }).storage, reloaded: true });
		await clock.advance(4_000);
		expect(call.view.state).toBe('idle');
	});
});

describe('the view', () => {
	it('says once, of the engine, why neither it nor the devices can be had', async () => {
		const code = 'browser.insecure';
		const { call, clock } = startCall({ loadEngine: () => Promise.reject(failure(code)) });
		await clock.advance(1_000);
		expect(call.view).toMatchObject({
			status: 'unavailable',
			failure: { code },
			camera: { shown: 'blocked', failure: null },
			microphone: { shown: 'blocked', failure: null }
		});
	});

	it('is the same object, and calls nobody back, while nothing in it changes', async () => {
		const started = startCall();
		await join(started);
		const { view } = started.call;
		const listener = vi.fn();
		started.call.onView(listener);
		started.engines[0]?.emit({ type: 'room.LOGINED', roomID: 'room-1', failure: null });
		await settled();
		expect(started.call.view).toBe(view);
		expect(listener).not.toHaveBeenCalled();
	});

	it('calls back once for everything that happens in one turn, until unsubscribed', async () => {
		const started = startCall();
		await join(started);
		const listener = vi.fn();
		const unsubscribe = started.call.onView(listener);
		started.call.send({ type: 'user.turnOff', device: 'camera' });
		started.call.send({ type: 'user.turnOff', device: 'microphone' });
		await Promise.resolve();
		expect(listener).toHaveBeenCalledExactlyOnceWith(started.call.view);
		expect(started.call.view).toMatchObject({ camera: { shown: 'pending' }, microphone: { shown: 'pending' } });
		unsubscribe();
		started.call.send({ type: 'user.turnOn', device: 'camera' });
		await started.clock.advance(1_000);
		expect(listener).toHaveBeenCalledTimes(1);
	});
});

it('a call that is joined again has the room, name, intents and devices of the one before', async () => {
	const started = startCall();
	await join(started);
	started.call.send({ type: 'user.turnOff', device: 'microphone' });
	started.call.send({ type: 'user.selectDevice', device: 'camera', deviceID: 'camera-2' });
	started.call.send({ type: 'user.switchRoom', roomID: 'room-2' });
	await started.clock.advance(3_000);
	started.call.send({ type: 'user.leave' });
	await started.clock.advance(3_000);
	const inspect = vi.fn();
	const again = started.call.rejoin({ inspect });
	calls.push(again);
	await started.clock.advance(4_000);
	expect(again.view).toMatchObject({
		state: 'inCall',
		roomID: 'room-2',
		microphone: { shown: 'off' },
		camera: { shown: 'on', deviceID: 'camera-2' }
	});
	expect(inspect).toHaveBeenCalled();
});

describe('a page that slept for hours', () => {
	async function sleeps() {
		let now = NOON;
		const started = startCall({ now: () => now });
		await join(started);
		now += 3 * 60 * 60 * 1_000;
		return started;
	}

	it('is out of the call, even where the engine finds the room lost and comes back to it at once', async () => {
		const { call, engines, clock } = await sleeps();
		engines[0]?.room.loseConnection();
		engines[0]?.room.restoreConnection();
		await clock.advance(5_000);
		expect(call.view.end?.failure?.code).toBe('network.reconnectTimeout');
	});

	it('goes into the call when the person starts it at once', async () => {
		let now = NOON;
		const { call, clock } = startCall({ now: () => now });
		await clock.advance(4_000);
		now += 3 * 60 * 60 * 1_000;
		call.send({ type: 'user.start', userName: 'Me' });
		await clock.advance(4_000);
		expect(call.view.state).toBe('inCall');
	});

	it('is out of the call when the engine finds the room lost only later', async () => {
		const { call, engines } = await sleeps();
		const { value } = call.actor.getSnapshot();
		await vi.waitFor(() => expect(call.actor.getSnapshot().value).not.toEqual(value), 5_000);
		engines[0]?.room.loseConnection();
		expect(call.view.end?.failure?.code).toBe('network.reconnectTimeout');
	});
});

it('looks at the clock only until it is over', async () => {
	vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
	try {
		const [left, released] = [startCall(), startCall()];
		await join(left);
		left.call.send({ type: 'user.leave' });
		await left.clock.advance(5_000);
		released.call.release();
		expect(vi.getTimerCount()).toBe(0);
	} finally {
		vi.useRealTimers();
	}
});

it('a call that is released frees its engine at once and has no timers left', async () => {
	const started = startCall();
	await join(started);
	started.call.release();
	await settled();
	expect(started.clock.timers).toBe(0);
	expect(started.engines.map((engine) => engine.live())).toEqual([{ tracks: 0, listeners: 0, timers: 0 }]);
});
