import { expect, test, vi } from 'vitest';
import type { InspectionEvent } from 'xstate';
import { createRecorder } from '../../src/lib/inspect/recording/recorder';
import { createLazyRecorder } from '../../src/lib/inspect/recording/lazy.recorder';
import { startCall, type RunningCall } from './harness/call';
import { entriesOf, join, meet, read } from './harness/recorded';

/** Without the time, which each clock reads for itself. */
const timeless = (text: string) => entriesOf(read(text)).map((entry) => ({ ...entry, at: 0 }));

const goesOn = async (call: RunningCall) => {
	await meet(call);
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
		await join(call);
		if (when === 'before the call ends') await lazy.load();
		await goesOn(call);
		const late = await lazy.load();
		const entries = timeless(recorder.save());
		expect(entries.length).toBeGreaterThan(60);
		expect(timeless(late.save())).toEqual(entries);
		expect(late.total).toBe(recorder.total);
	}
);

test('entries have the time of the event, not the time at which the recorder was loaded', async () => {
	const lazy = createLazyRecorder();
	const call = startCall({ inspect: lazy.inspect });
	await join(call);
	await new Promise((resolve) => setTimeout(resolve, 60));
	const beforeReading = performance.now();
	const recorder = await lazy.load();
	const { duration, segments, startedAt } = read(recorder.save());
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
	await join(call);
	for (let turn = 0; load.mock.calls.length === 0; turn++) {
		call.actor.send({ type: turn % 2 === 0 ? 'user.turnOff' : 'user.turnOn', device: 'camera' });
		await call.advance(1_000);
	}
	await expect(load.mock.results[0]?.value).rejects.toThrow('no network');
	const recorder = await lazy.load();
	expect(load).toHaveBeenCalledTimes(2);
	expect(timeless(recorder.save())[0]).toMatchObject({ to: 'call', event: { type: 'xstate.init' } });
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
