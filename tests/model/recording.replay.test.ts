import * as fc from 'fast-check';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import prettier from 'prettier';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { StateMachine, type AnyStateMachine } from 'xstate';
import { callMachine } from '../../machines/call/machine';
import { failure } from '../../machines/failure';
import { ROOM_REASONS } from '../../machines/room.reason';
import { CHARTS } from '../../src/lib/inspect/charts';
import { createRecorder } from '../../src/lib/inspect/recording/recorder';
import { readRecording, type Recording } from '../../src/lib/inspect/recording/recording';
import { firstDifference, replayedStates } from '../../src/lib/inspect/recording/replay';
import { stepsOf, testFile } from '../../src/lib/inspect/recording/test.file';
import { Timeline } from '../../src/lib/inspect/recording/timeline';
import { ROOM, startCall, type RunningCall } from './harness/call';

beforeEach(() => void vi.spyOn(console, 'warn').mockReturnValue());
afterEach(() => void vi.restoreAllMocks());

async function recorded(act: (call: RunningCall) => Promise<void>): Promise<Recording> {
	const recorder = createRecorder();
	const call = startCall({ inspect: recorder.inspect });
	await act(call);
	await call.settled();
	const result = readRecording(recorder.save());
	return 'recording' in result ? result.recording : expect.fail(JSON.stringify(result));
}

const shortCall = () =>
	recorded(async (call) => {
		await call.advance(1_000);
		call.actor.send({ type: 'user.start', userName: 'Me' });
		await call.advance(1_000);
		call.engine.room.people.join(ROOM, { userID: 'ann', userName: 'Ann' });
		call.engine.room.people.publish('ann');
		await call.advance(1_000);
		call.engine.room.loseConnection();
		await call.advance(61_000);
	});

/** The call chart with one transition bent: a lost connection is taken for nothing. */
function faulty(): Record<string, AnyStateMachine> {
	const { config, implementations } = callMachine;
	const inCall = config.states?.inCall;
	const bent = {
		...config,
		states: { ...config.states, inCall: { ...inCall, on: { ...inCall?.on, 'room.RECONNECTING': {} } } }
	};
	const machine: AnyStateMachine = new StateMachine(bent as never, implementations as never);
	return { ...CHARTS, call: machine };
}

describe('replaying a recording', () => {
	test('gives the recorded snapshots on the chart that made them', async () => {
		const recording = await shortCall();
		expect(Timeline.of(recording).entries.length).toBeGreaterThan(60);
		expect(firstDifference(recording)).toBeNull();
	});

	test('finds the first entry at which a changed chart behaves differently', async () => {
		const recording = await shortCall();
		const { entries } = Timeline.of(recording);
		const difference = firstDifference(recording, faulty());
		expect(difference).toMatchObject({ actor: 'call', what: 'value', recorded: 'reconnecting' });
		expect(entries[difference?.index ?? -1]?.event.type).toBe('room.RECONNECTING');
		expect(difference?.today).toEqual({ inCall: 'talking' });
	});

	test('finds a context that is not what it was', async () => {
		const recording = await shortCall();
		const tampered = structuredClone(recording);
		const entry = tampered.segments[0]?.entries.find(({ changes }) => changes?.[0]?.[0].join() === 'engine,state');
		entry?.changes?.splice(0, 1, [['engine', 'state'], 'failed']);
		expect(firstDifference(tampered)).toMatchObject({ what: 'context', actor: 'call' });
	});

	test('says so when today there is no such chart', async () => {
		const recording = await shortCall();
		const others = Object.fromEntries(Object.entries(CHARTS).filter(([id]) => id !== 'player'));
		expect(firstDifference(recording, others)).toMatchObject({ what: 'chart', actor: 'call/player:user-2_camera' });
	});

	test('holds for whatever happens in a call', async () => {
		const acts: ((call: RunningCall) => void)[] = [
			...ROOM_REASONS.map(
				(reason) => (call: RunningCall) =>
					call.engine.emit({ type: `room.${reason}`, roomID: ROOM, failure: failure('network.broken') })
			),
			({ actor }) => actor.send({ type: 'user.start', userName: 'Me' }),
			({ actor }) => actor.send({ type: 'user.turnOff', device: 'camera' }),
			({ actor }) => actor.send({ type: 'user.turnOn', device: 'camera' }),
			({ actor }) => actor.send({ type: 'user.shareScreen' }),
			({ actor }) => actor.send({ type: 'user.switchRoom', roomID: 'room-2' }),
			({ actor }) => actor.send({ type: 'user.retry' }),
			({ actor }) => actor.send({ type: 'page.autoplayFailed', streamID: 'ann_camera' }),
			({ actor }) => actor.send({ type: 'user.leave' }),
			({ engine }) => engine.room.people.join(ROOM, { userID: 'ann', userName: 'Ann' }),
			({ engine }) => engine.room.people.usersIn(ROOM).forEach(({ userID }) => engine.room.people.publish(userID)),
			({ engine }) =>
				engine.room.people.usersIn(ROOM).forEach(({ userID }) => engine.room.people.leave(userID, 'lost')),
			({ engine }) => engine.hardware.unplug('camera-1'),
			({ engine }) => engine.room.expireToken(),
			({ engine }) =>
				engine.emit({ type: 'player.NO_PLAY', streamID: 'ann_camera', failure: failure('stream.timeout') }),
			({ engine }) =>
				engine.emit({ type: 'publisher.NO_PUBLISH', streamID: 'me_camera', failure: failure('stream.interrupted') })
		];
		const step = fc.tuple(fc.constantFrom(...acts), fc.constantFrom(0, 50, 3_000, 20_000));
		const plays = fc.array(step, { minLength: 5, maxLength: 25 });
		await fc.assert(
			fc.asyncProperty(plays, async (steps) => {
				const recording = await recorded(async (call) => {
					await call.advance(1_000);
					for (const [act, pause] of steps) {
						act(call);
						if (pause > 0) await call.advance(pause);
					}
				});
				expect(firstDifference(recording)).toBeNull();
			}),
			{ numRuns: 40 }
		);
	}, 60_000);
});

describe('a recording as a test', () => {
	const run = promisify(execFile);

	test('reproduces the sequence of states; on a faulty chart it does not', async () => {
		const steps = stepsOf(await shortCall());
		const states = replayedStates(steps);
		expect(states).toContain('reconnecting');
		expect(states.at(-1)).not.toBe('');
		expect(replayedStates(steps)).toEqual(states);
		expect(replayedStates(steps, faulty())).not.toEqual(states);
	});

	test('ends where it was told to', async () => {
		const recording = await shortCall();
		const { entries } = Timeline.of(recording);
		const until = entries.findIndex(({ event }) => event.type === 'user.start');
		expect(stepsOf(recording, until).at(-1)).toMatchObject({ to: 'call', event: { type: 'user.start' } });
	});

	test('is a file that vitest runs, that is green today and red when a state is another, and is formatted', async () => {
		const text = testFile(await shortCall());
		// Out of the way of whoever runs the tests at the same time, and with the project's modules still in reach.
		const root = join(import.meta.dirname, '../..');
		const folder = await mkdtemp(join(root, '.svelte-kit', 'recording-'));
		await writeFile(join(folder, 'vitest.config.mjs'), 'export default {};');
		const placed = text.replace("'../../../src/", "'../../src/");
		const vitest = join(root, 'node_modules/vitest/vitest.mjs');
		const outcome = async (name: string, content: string) => {
			await writeFile(join(folder, name), content);
			return run(process.execPath, [vitest, 'run', '--root', folder, name]).then(
				() => 'green',
				(error: unknown) => (error as { stdout: string }).stdout
			);
		};
		try {
			expect(await outcome('same.test.ts', placed)).toBe('green');
			const red = await outcome('other.test.ts', placed.replace("state: 'reconnecting'", "state: 'inCall.talking'"));
			expect(red).toContain('the recorded call comes to');
			const options = await prettier.resolveConfig(import.meta.filename);
			expect(await prettier.check(text, { ...options, parser: 'typescript' })).toBe(true);
		} finally {
			await rm(folder, { recursive: true });
		}
	}, 60_000);
});

describe('a file that is no recording', () => {
	const refusal = (text: string) => {
		const result = readRecording(text);
		return 'recording' in result ? expect.fail('accepted') : result;
	};

	test('is refused with what is wrong with it', async () => {
		const recording = await shortCall();
		const changed = (change: (copy: Recording) => void) => {
			const copy = structuredClone(recording);
			change(copy);
			return JSON.stringify(copy);
		};
		expect(refusal('not json').problem).toBe('notJSON');
		expect(refusal(JSON.stringify(recording).slice(0, -20)).problem).toBe('notJSON');
		expect(refusal('{"hello":1}').problem).toBe('foreign');
		expect(refusal('null').problem).toBe('foreign');
		expect(refusal(changed((copy) => Object.assign(copy, { version: 99 })))).toEqual({
			problem: 'version',
			where: '99'
		});
		expect(refusal(changed((copy) => Object.assign(copy, { segments: [] }))).problem).toBe('broken');
		const broken = refusal(changed((copy) => Object.assign(copy.segments[0]?.entries[3] ?? {}, { result: 'maybe' })));
		expect(broken.problem).toBe('broken');
		expect(broken.where).toContain('segments.0.entries.3.result');
		expect(refusal('"'.padEnd(20_000_001, 'x')).problem).toBe('tooLarge');
	});

	test('cannot reach past its own data', async () => {
		const recording = await shortCall();
		recording.segments[0]?.entries.push({
			at: 1,
			to: 'call',
			from: '',
			event: { type: 'user.leave' },
			result: 'taken',
			changes: [[['__proto__', 'polluted'], true]]
		});
		const timeline = Timeline.of(recording);
		timeline.after(timeline.entries.length - 1);
		expect({}).not.toHaveProperty('polluted');
	});
});
