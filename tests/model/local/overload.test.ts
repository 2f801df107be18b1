/** What is done when the processor can't bear what is sent: steps down, steps up, and when the person is told. */
import { describe, expect, it, vi } from 'vitest';
import { createActor, fromCallback, SimulatedClock } from 'xstate';
import { FIRST_PAUSE, LONGEST_PAUSE, OVERLOAD_DELAYS } from '../../../src/lib/engine/local/overload/delays';
import { overloadMachine } from '../../../src/lib/engine/local/overload/machine';
import { loadOf, watchEncoders } from '../../../src/lib/engine/local/peers/encoders';
import type { Peers } from '../../../src/lib/engine/local/peers/peers';

/** Between two looks (ms). */
const LOOK = 2_000;
const BUSY = { limited: true, load: null };
const CALM = { limited: false, load: 0.3 };

/** The chart on a clock of its own, with the looks as a test wants them. */
function processor() {
	const clock = new SimulatedClock();
	const steps: number[] = [];
	const told: boolean[] = [];
	const machine = overloadMachine.provide({
		actors: { watch: fromCallback(() => () => undefined) },
		actions: {
			applyStep: ({ context }) => void steps.push(context.step),
			tell: (_, { overloaded }) => void told.push(overloaded)
		}
	});
	const actor = createActor(machine, { clock }).start();
	const looks = (times: number, measured: { limited: boolean; load: number | null }) => {
		for (let look = 0; look < times; look++) {
			clock.increment(LOOK);
			actor.send({ type: 'encoders.measured', ...measured });
		}
	};
	return {
		steps,
		told,
		is: () => actor.getSnapshot().value,
		looks,
		/** Looks that find nothing amiss, for so long. */
		calm: (milliseconds: number) => looks(milliseconds / LOOK, CALM)
	};
}

describe('an overloaded processor', () => {
	it('is one that was strained three times in a row, not twice, nor with a calm look between', () => {
		const { steps, looks } = processor();
		looks(2, BUSY);
		looks(1, CALM);
		looks(2, BUSY);
		expect(steps).toEqual([]);
		looks(1, BUSY);
		expect(steps).toEqual([1]);
	});

	it.each([
		[0.7, []],
		[0.71, [1]]
	])('is one whose encoders take %d of the time between two pictures', (load, expected) => {
		const { steps, looks } = processor();
		looks(3, { limited: false, load });
		expect(steps).toEqual(expected);
	});

	it('gets a step less at a time; only when the least is too much is the person told, once', () => {
		const { steps, told, looks, is } = processor();
		looks(12, BUSY);
		expect([steps, told]).toEqual([[1, 2, 3, 4], []]);
		looks(3, BUSY);
		expect(told).toEqual([true]);
		looks(30, BUSY);
		expect([steps, told, is()]).toEqual([[1, 2, 3, 4], [true], 'overloaded']);
	});

	it('gets more again after a minute at ease, a step each ten seconds', () => {
		const { steps, looks, calm, is } = processor();
		looks(6, BUSY);
		calm(FIRST_PAUSE - LOOK);
		expect(steps).toEqual([1, 2]);
		calm(LOOK);
		expect(steps).toEqual([1, 2, 1]);
		calm(OVERLOAD_DELAYS.trial);
		expect(steps).toEqual([1, 2, 1, 0]);
		calm(OVERLOAD_DELAYS.trial);
		expect(is()).toBe('whole');
	});

	it('is at ease only from the last strained look on', () => {
		const { steps, looks, calm } = processor();
		looks(3, BUSY);
		calm(FIRST_PAUSE - 2 * LOOK);
		looks(1, BUSY);
		calm(FIRST_PAUSE - LOOK);
		expect(steps).toEqual([1]);
		calm(LOOK);
		expect(steps).toEqual([1, 0]);
	});

	it('is given twice the time after each try that fails, up to a quarter of an hour', () => {
		const { steps, looks, calm } = processor();
		looks(3, BUSY);
		let pause = FIRST_PAUSE;
		for (let time = 0; time < 6; time++) {
			calm(pause - LOOK);
			expect(steps.splice(0)).toEqual([1]);
			calm(LOOK);
			expect(steps.splice(0)).toEqual([0]);
			looks(3, BUSY);
			pause = Math.min(pause * 2, LONGEST_PAUSE);
		}
		expect(pause).toBe(LONGEST_PAUSE);
	});

	it('that bears everything for a minute is trusted anew', () => {
		const { steps, looks, calm, is } = processor();
		looks(3, BUSY);
		calm(FIRST_PAUSE);
		looks(3, BUSY);
		calm(2 * FIRST_PAUSE + OVERLOAD_DELAYS.trial);
		expect(is()).toBe('whole');
		calm(OVERLOAD_DELAYS.trust);
		looks(3, BUSY);
		steps.splice(0);
		calm(FIRST_PAUSE);
		expect(steps).toEqual([0]);
	});

	it('that is at ease again after the person was told is said to be, and gets more', () => {
		const { steps, told, looks, calm } = processor();
		looks(15, BUSY);
		steps.splice(0);
		calm(FIRST_PAUSE);
		expect([told, steps]).toEqual([[true, false], [3]]);
	});
});

describe('the load of an encoder', () => {
	it('is the share of the time between two pictures that encoding one of them takes', () => {
		expect(loadOf({ frames: 100, seconds: 2 }, { frames: 140, seconds: 3 }, 20)).toBeCloseTo(0.5);
	});

	it('is unknown at the first look, and when nothing was encoded since', () => {
		expect(loadOf(undefined, { frames: 100, seconds: 2 }, 20)).toBeNull();
		expect(loadOf({ frames: 100, seconds: 2 }, { frames: 100, seconds: 2 }, 20)).toBeNull();
	});
});

describe('the watch of the encoders', () => {
	const peer = (...looks: object[][]) => {
		const sender = { track: { kind: 'video' }, getParameters: () => ({ encodings: [{ maxFramerate: 20 }] }) };
		const getStats = () => Promise.resolve(new Map((looks.shift() ?? []).map((row, index) => [index, row])));
		return { pc: { getSenders: () => [sender], getStats } };
	};
	const row = (framesEncoded: number, totalEncodeTime: number, qualityLimitationReason = 'none') => ({
		type: 'outbound-rtp',
		kind: 'video',
		id: 'camera',
		framesEncoded,
		totalEncodeTime,
		qualityLimitationReason
	});

	async function measured(times: number, ...all: ReturnType<typeof peer>[]) {
		vi.useFakeTimers();
		const told = vi.fn<(measured: object) => void>();
		const stop = watchEncoders({ values: () => all } as unknown as Peers, told);
		for (let time = 0; time < times; time++) await vi.advanceTimersByTimeAsync(LOOK);
		stop();
		await vi.advanceTimersByTimeAsync(LOOK);
		vi.useRealTimers();
		return told.mock.calls.map(([one]) => one);
	}

	it('tells the load of the slowest of all, and whether the processor limits any, until it is stopped', async () => {
		const ann = peer([row(0, 0)], [row(40, 0.4)], [row(80, 0.8, 'cpu')]);
		const ben = peer([row(0, 0)], [row(40, 1.2)], [row(80, 1.6)]);
		const type = 'encoders.measured';
		expect(await measured(3, ann, ben)).toEqual([
			{ type, limited: false, load: null },
			{ type, limited: false, load: expect.closeTo(0.6) as number },
			{ type, limited: true, load: expect.closeTo(0.2) as number }
		]);
	});

	it('does not believe a line that has stopped, nor miss numbers that a browser has not', async () => {
		const stopped = peer([row(40, 1, 'cpu')], [row(40, 1, 'cpu')]);
		const silent = peer(
			[{ type: 'outbound-rtp', kind: 'video', id: 'camera' }],
			[{ type: 'outbound-rtp', kind: 'video' }]
		);
		expect((await measured(2, stopped, silent)).at(-1)).toEqual({
			type: 'encoders.measured',
			limited: false,
			load: null
		});
	});
});
