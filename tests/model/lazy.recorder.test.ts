import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { InspectionEvent } from 'xstate';
import { createRecorder } from '../../src/lib/inspect/recording/recorder';
import { readRecording } from '../../src/lib/inspect/recording/recording';
import { createLazyRecorder } from '../../src/lib/inspect/recording/lazy.recorder';
import { ROOM, startCall, type RunningCall } from './harness/call';

beforeEach(() => void vi.spyOn(console, 'warn').mockReturnValue());
afterEach(() => void vi.restoreAllMocks());

/** Entries without the time, which each clock reads for itself. */
function entriesOf(text: string) {
	const read = readRecording(text);
	if (!('recording' in read)) return expect.fail(JSON.stringify(read));
	return read.recording.segments.flatMap(({ entries }) => entries.map((entry) => ({ ...entry, at: 0 })));
}

const joins = async (call: RunningCall) => {
	await call.advance(1_000);
	call.actor.send({ type: 'user.start', userName: 'Me' });
	await call.advance(1_000);
};
const goesOn = async (call: RunningCall) => {
	call.engine.room.people.join(ROOM, { userID: 'ann', userName: 'Ann' });
	call.engine.room.people.publish('ann');
	await call.advance(1_000);
	call.actor.send({ type: 'user.leave' });
	await call.advance(5_000);
	call.actor.send({ type: 'user.retry' });
	await call.settled();
};

test.each(['before the call ends', 'when it is over'])(
	'asked %s, a lazy recorder has recorded the same as one that was there from the start',
	async (when) => {
		const recorder = createRecorder();
		const lazy = createLazyRecorder(() => Promise.resolve({ createRecorder }));
		const call = startCall({
			inspect: (event) => {
				recorder.inspect(event);
				lazy.inspect(event);
			}
		});
		await joins(call);
		if (when === 'before the call ends') await lazy.load();
		await goesOn(call);
		const late = await lazy.load();
		const entries = entriesOf(recorder.save());
		expect(entries.length).toBeGreaterThan(60);
		expect(entriesOf(late.save())).toEqual(entries);
		expect(late.total).toBe(recorder.total);
	}
);

test('entries have the time of the event, not the time at which the recorder was loaded', async () => {
	const lazy = createLazyRecorder();
	const call = startCall({ inspect: lazy.inspect });
	await joins(call);
	await new Promise((resolve) => setTimeout(resolve, 60));
	const beforeReading = performance.now();
	const recorder = await lazy.load();
	const read = readRecording(recorder.save());
	const { duration, segments, startedAt } = 'recording' in read ? read.recording : expect.fail();
	const last = segments[0]?.entries.at(-1)?.at ?? 0;
	expect(last).toBeLessThan(duration - 50);
	expect(Date.parse(startedAt)).toBeLessThan(performance.timeOrigin + beforeReading - 50);
});

test('the recorder is loaded when the call is under way, and loaded again after that failed', async () => {
	const load = vi.fn<() => Promise<{ createRecorder: typeof createRecorder }>>(() =>
		Promise.resolve({ createRecorder })
	);
	load.mockRejectedValueOnce(new Error('no network'));
	const lazy = createLazyRecorder(load);
	const call = startCall({ inspect: lazy.inspect });
	await call.advance(100);
	expect(load).not.toHaveBeenCalled();
	await joins(call);
	for (let turn = 0; load.mock.calls.length === 0; turn++) {
		call.actor.send({ type: turn % 2 === 0 ? 'user.turnOff' : 'user.turnOn', device: 'camera' });
		await call.advance(1_000);
	}
	await expect(load.mock.results[0]?.value).rejects.toThrow('no network');
	const recorder = await lazy.load();
	expect(load).toHaveBeenCalledTimes(2);
	expect(entriesOf(recorder.save())[0]).toMatchObject({ to: 'call', event: { type: 'xstate.init' } });
	const { total } = recorder;
	call.actor.send({ type: 'user.leave' });
	await call.settled();
	expect(recorder.total).toBeGreaterThan(total);
	expect(load).toHaveBeenCalledTimes(2);
});

test('when the recorder can never be loaded, buffering stops', async () => {
	const load = vi.fn(() => Promise.reject(new Error('no network')));
	const lazy = createLazyRecorder(load);
	const event = { type: '@xstate.event' } as InspectionEvent;
	const hear = async (count: number) => {
		for (let index = 0; index < count; index++) {
			lazy.inspect(event);
			if (index % 100 === 0) await Promise.resolve();
		}
		await new Promise((resolve) => setImmediate(resolve));
	};
	await hear(31_000);
	const tries = load.mock.calls.length;
	expect(tries).toBeGreaterThan(10);
	await hear(10_000);
	expect(load).toHaveBeenCalledTimes(tries);
});
