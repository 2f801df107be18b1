/** The parts of the inspector that need no page: possible transitions, timers, playback, the arrangement of charts, colours. */
import ELK from 'elkjs';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createActor, SimulatedClock } from 'xstate';
import { DELAYS } from '../../machines/delays';
import { CHARTS } from '../../src/lib/inspect/charts';
import { chartGraph } from '../../src/lib/inspect/chart/graph';
import { coverageIn, type CoverageReport } from '../../src/lib/inspect/chart/coverage';
import { DrivenCall } from '../../src/lib/inspect/simulation/driven.call';
import { layoutChart } from '../../src/lib/inspect/chart/layout';
import { highlightsOf, tracedBy } from '../../src/lib/inspect/highlights/highlights';
import { playbackMachine } from '../../src/lib/inspect/view/playback.machine';
import { compare } from '../../src/lib/inspect/recording/compare';
import { play, SCENARIOS, type ScenarioName } from '../../src/lib/inspect/simulation/scenarios';
import { layoutsIn, sceneOf } from '../../src/lib/inspect/chart/scene';
import { stateName } from '../../src/lib/inspect/chart/states';
import { Timeline, type Frame } from '../../src/lib/inspect/recording/timeline';
import { coverageOf, worstOf } from '../../src/lib/inspect/view/colours';
import { senderOf } from '../../src/lib/inspect/view/format';
import { entriesOf, read } from './harness/recorded';

describe('a driven call', () => {
	beforeEach(() => void vi.useFakeTimers());
	afterEach(() => void vi.useRealTimers());

	const recordingOf = (call: DrivenCall) => read(call.recorder.save());
	const frameOf = (call: DrivenCall): Frame => {
		const timeline = Timeline.of(recordingOf(call));
		return timeline.after(timeline.entries.length - 1);
	};
	const highlightsIn = ({ actors }: Frame, path: string) => {
		const actor = actors.get(path) ?? expect.fail(`no ${path}`);
		return highlightsOf(actor, actors);
	};
	const inCall = async () => {
		const call = new DrivenCall();
		await vi.advanceTimersByTimeAsync(1_000);
		call.send({ type: 'user.start', userName: 'Me' });
		await vi.advanceTimersByTimeAsync(1_000);
		call.engine.room.people.join('simulated-room', { userID: 'ann', userName: 'Ann' });
		call.engine.room.people.publish('ann');
		await vi.advanceTimersByTimeAsync(1_000);
		return call;
	};

	test.each(['call', 'call/camera', 'call/publisher', 'call/player:ann_camera', 'call/token'])(
		'takes every transition of %s that is shown as possible',
		async (path) => {
			const possible = [...highlightsIn(frameOf(await inCall()), path).possible];
			const pressable = possible.flatMap(([id, can]) => (can.possible && can.with ? [{ id, event: can.with }] : []));
			expect(pressable.length).toBeGreaterThan(2);
			for (const { id, event } of pressable) {
				const call = await inCall();
				const { total } = call.recorder;
				call.press(path, event);
				await vi.advanceTimersByTimeAsync(0);
				const taken = entriesOf(recordingOf(call))
					.slice(total)
					.flatMap(({ to, via = [] }) => (to === path ? via : []));
				expect(taken, `${id} by ${JSON.stringify(event)}`).toContain(id);
				call.end();
			}
		}
	);

	test('names the guard that makes a transition impossible', async () => {
		const call = await inCall();
		call.engine.prompter.answers.logoutRoom = { outcome: 'never' };
		call.send({ type: 'user.leave' });
		await vi.advanceTimersByTimeAsync(0);
		const { active, possible } = highlightsIn(frameOf(call), 'call');
		expect([...active]).toContain('call.loggingOut');
		expect(possible.get('call:user.turnOff:0')).toEqual({ possible: false, guard: 'isOpen' });
	});

	test('shows the countdown of a lost connection, and the invoked actors that run', async () => {
		const call = await inCall();
		call.engine.room.loseConnection();
		await vi.advanceTimersByTimeAsync(5_000);
		const frame = frameOf(call);
		const { active, timers, running } = highlightsIn(frame, 'call');
		expect([...active]).toEqual(['call', 'call.reconnecting']);
		expect(timers).toMatchObject([{ state: 'call.reconnecting', name: 'reconnecting', lasts: DELAYS.reconnecting }]);
		expect(timers[0]?.since).toBe(frame.actors.get('call')?.since['call.reconnecting']);
		expect(running.map(({ id }) => id)).toEqual(expect.arrayContaining(['engine', 'camera', 'token']));
	});

	/** Where each scenario leads the call, and a state of one of its actors that it is made to show. */
	const SCENES: Record<ScenarioName, [end: string, path: string, shown: string]> = {
		goodCall: ['destroyed', 'call/player:ann_camera', 'open.delivery.playing'],
		flakyNetwork: ['inCall.talking', 'call', 'reconnecting'],
		kickedOut: ['destroyed', 'call', 'inCall.talking'],
		cameraDenied: ['inCall.talking', 'call/camera', 'blocked'],
		tokenExpires: ['inCall.talking', 'call/token', 'renewalWaiting'],
		logoutUnanswered: ['destroyed', 'call', 'loggingOut'],
		loginUnanswered: ['destroyed', 'call', 'loggingIn'],
		streamLost: ['inCall.talking', 'call/player:ann_camera', 'retrying'],
		unplugged: ['inCall.talking', 'call/camera', 'blocked']
	};
	test.each(Object.entries(SCENES))('the scenario %s shows what its name says, and replays', async (name, scene) => {
		const scenario = SCENARIOS[name as ScenarioName];
		const [end, path, shown] = scene;
		const call = new DrivenCall(scenario.options);
		const played = play(scenario, call, new AbortController().signal);
		await vi.advanceTimersByTimeAsync(45_000);
		await played;
		const recording = recordingOf(call);
		const states = entriesOf(recording).flatMap(({ to, value }) => (to === path ? stateName(value) : []));
		expect(states.some((state) => state.includes(shown))).toBe(true);
		expect(stateName(frameOf(call).actors.get('call')?.value)).toBe(end);
		expect(compare(recording).differences).toEqual([]);
	});
});

describe('playback', () => {
	const started = (length: number) => {
		const clock = new SimulatedClock();
		const actor = createActor(playbackMachine.provide({ delays: { untilNext: () => 100 } }), {
			clock,
			input: { length }
		}).start();
		const now = () => {
			const { value, context } = actor.getSnapshot();
			return [value, context.at];
		};
		return { clock, actor, now };
	};

	test('follows the end until it is held, and again when told to', () => {
		const { actor, now } = started(3);
		actor.send({ type: 'grown', length: 5 });
		expect(now()).toEqual(['following', 4]);
		actor.send({ type: 'step', by: -1 });
		actor.send({ type: 'grown', length: 9 });
		expect(now()).toEqual(['held', 3]);
		actor.send({ type: 'follow' });
		expect(now()).toEqual(['following', 8]);
	});

	test('plays to the end, starts over when at the end, and never leaves the recording', () => {
		const { actor, clock, now } = started(3);
		actor.send({ type: 'seek', at: 0 });
		actor.send({ type: 'play' });
		clock.increment(100);
		expect(now()).toEqual(['playing', 1]);
		clock.increment(100);
		expect(now()).toEqual(['held', 2]);
		actor.send({ type: 'play' });
		expect(now()).toEqual(['playing', -1]);
		actor.send({ type: 'hold' });
		clock.increment(1_000);
		expect(now()).toEqual(['held', -1]);
		actor.send({ type: 'step', by: -1 });
		expect(now()).toEqual(['held', -1]);
		actor.send({ type: 'seek', at: 99 });
		expect(now()).toEqual(['held', 2]);
	});
});

describe('the charts of a whole call in one picture', () => {
	let scene: ReturnType<typeof sceneOf>;
	beforeAll(async () => {
		const elk = new ELK();
		const layouts = await Promise.all(
			[...CHARTS.values()].map((machine) => layoutChart(chartGraph(machine), elk, 'overview'))
		);
		const running = Object.entries({
			call: 'call',
			'call/camera': 'device',
			'call/microphone': 'device',
			'call/screen': 'screen',
			'call/screen/publisher': 'publisher',
			'call/token': 'token',
			'call/publisher': 'publisher',
			'call/player:a': 'player',
			'call/player:b': 'player',
			'call/engine/session': 'session',
			'call/engine/session/link': 'link',
			'call/engine/pair:a': 'pair',
			'call/engine/pair:b': 'pair',
			'call/other': 'unknown'
		}).map(([path, chart]) => ({ path, chart }));
		scene = sceneOf(running, layoutsIn(layouts, 'overview'));
	}, 30_000);

	test('has every actor with a known chart, none over another, and a line to each child', () => {
		expect(scene.actors).toHaveLength(13);
		expect(scene.links.map(({ path }) => path)).not.toContain('');
		for (const [index, a] of scene.actors.entries()) {
			for (const b of scene.actors.slice(index + 1)) {
				const beside = a.x + a.layout.width <= b.x || b.x + b.layout.width <= a.x;
				const below = a.y + a.layout.height <= b.y || b.y + b.layout.height <= a.y;
				expect(beside || below, `${a.path} and ${b.path}`).toBe(true);
			}
		}
	});

	test('puts an indented grandchild below its parent, also under a service without a chart', () => {
		const at = (path: string) => scene.actors.find((actor) => actor.path === path) ?? expect.fail(path);
		for (const [outer, inner] of [
			['call/screen', 'call/screen/publisher'],
			['call/engine/session', 'call/engine/session/link']
		] as const) {
			expect(at(inner).y).toBeGreaterThan(at(outer).y + at(outer).layout.height);
			expect(at(inner).x).toBeGreaterThan(at(outer).x);
		}
		expect(at('call/engine/pair:a').parent).toBe('call');
	});
});

test("a transition's colour shows which replays took it", () => {
	const report = (
		replay: CoverageReport['replay'],
		edges: Record<string, number>,
		impossible = {},
		chart = 'call'
	): CoverageReport => ({ replay, chart, edges, impossible });
	const coverage = coverageIn([
		report('chart', { both: 3, one: 1, none: 0, excused: 2 }),
		report('page', { both: 1, one: 0, none: 0, excused: 0 }, { excused: 'nobody can press it' }),
		report('chart', { elsewhere: 1 }, {}, 'device')
	]);
	const colours = ['both', 'one', 'none', 'excused', 'unknown'].map((edge) => coverageOf(coverage, edge));
	expect(colours).toEqual(['covered', 'partly', 'uncovered', 'covered', undefined]);
	expect(coverageOf(coverage, 'elsewhere')).toBe('covered');
	expect(worstOf(coverage, ['both', 'none', 'one'])).toBe('uncovered');
	expect(worstOf(coverage, ['both', 'excused'])).toBe('covered');
	expect(coverageOf(null, 'both')).toBeUndefined();
});

test("an event's sender is named in a person's terms", () => {
	const source = (from: string, type: string, to = 'call') => senderOf({ from, to, event: { type } });
	expect(source('', 'user.leave')).toBe('user');
	expect(source('', 'page.hide')).toBe('page');
	expect(source('call/engine', 'room.LOGINED')).toBe('engine');
	expect(source('call/engine', 'device.lost')).toBe('device');
	expect(source('', 'media.heard', 'call/engine/session/pair:user-2')).toBe('engine');
	expect(source('call', 'xstate.after.login.call.loggingIn')).toBe('timer');
	expect(source('call/0.call.idle.preparing', 'xstate.done.actor.0.call.idle.preparing')).toBe('service');
	expect(source('call', 'user.turnOff', 'call/camera')).toBe('chart');
	expect([...tracedBy(undefined)]).toEqual([]);
});
