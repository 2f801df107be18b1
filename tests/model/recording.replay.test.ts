import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { StateMachine, type AnyStateMachine } from 'xstate';
import { callMachine } from '../../machines/call/machine';
import { CHARTS, type ChartsByID } from '../../src/lib/inspect/charts';
import { highlightsOf } from '../../src/lib/inspect/highlights/highlights';
import { compare } from '../../src/lib/inspect/recording/compare';
import { textOf, upTo } from '../../src/lib/inspect/recording/fixture';
import { createRecorder, type Entry } from '../../src/lib/inspect/recording/recorder';
import { readRecording, type Recording, type Unreadable } from '../../src/lib/inspect/recording/recording';
import { Timeline } from '../../src/lib/inspect/recording/timeline';
import { calls, type ChanceCall } from './chance/actions';
import { live } from './chance/run';
import { entriesOf, join, meet, read, record } from './harness/recorded';

const SAME = { differences: [], onlyRecorded: [], onlyToday: [] };

async function shortCall(): Promise<Recording> {
	const { call, read } = record();
	await join(call);
	await meet(call);
	call.engine.room.loseConnection();
	await call.advance(61_000);
	return read();
}

/** A message that the chat refuses. Its text is left out of the recording, and it is refused there all the same. */
const UNSENDABLE: ChanceCall = {
	resume: false,
	camera: false,
	microphone: false,
	actions: [
		{ do: 'wait', milliseconds: 300 },
		{ do: 'send', event: { type: 'user.start', userName: 'Me' } },
		{ do: 'wait', milliseconds: 300 },
		{ do: 'send', event: { type: 'user.sendMessage', messageID: 'message-1', text: '' } }
	]
};

/** The first entry for which this holds. */
const entryOf = (recording: Recording, holds: (entry: Entry) => boolean): Entry =>
	entriesOf(recording).find(holds) ?? expect.fail('no such entry');

/** Today's charts, but the call chart ignores a lost connection. */
function faulty(): ChartsByID {
	const { config, implementations } = callMachine;
	const inCall = config.states?.inCall;
	const changed = {
		...config,
		states: { ...config.states, inCall: { ...inCall, on: { ...inCall?.on, 'room.RECONNECTING': {} } } }
	};
	const machine: AnyStateMachine = new StateMachine(changed as never, implementations as never);
	return new Map([...CHARTS, ['call', machine]]);
}

describe('a recording compared with what the charts do today', () => {
	test('lists all differences, each once and where it begins', async () => {
		const recording = await shortCall();
		const entries = entriesOf(recording);
		const tampered = entryOf(recording, ({ changes }) => changes?.[0]?.[0].join() === 'engine,state');
		tampered.changes?.splice(0, 1, [['engine', 'state'], 'failed']);
		const { differences } = compare(recording, faulty());
		expect(differences).toContainEqual({
			index: entries.indexOf(tampered),
			actor: 'call',
			what: 'context',
			path: ['engine', 'state'],
			recorded: 'failed',
			today: expect.any(String) as string
		});
		const lost = entries.findIndex(({ to, event }) => to === 'call' && event.type === 'room.RECONNECTING');
		expect(differences.filter(({ what }) => what === 'value')).toMatchObject([
			{ index: lost, actor: 'call', recorded: 'reconnecting', today: { inCall: 'talking' } }
		]);
	});

	test.each(['gone', 'constructor', '__proto__'])(
		'names an unknown chart, "%s", and compares the rest',
		async (chart) => {
			const recording = await shortCall();
			const player = entryOf(recording, (entry) => entry.chart === 'player');
			player.chart = chart;
			const { differences } = compare(recording, faulty());
			const index = entriesOf(recording).indexOf(player);
			expect(differences.filter(({ actor }) => actor === player.to)).toEqual([
				{ index, actor: player.to, what: 'chart', path: [], recorded: chart, today: null }
			]);
			expect(differences.some(({ what }) => what === 'value')).toBe(true);
		}
	);

	test('names an unknown state, and shows the rest', async () => {
		const recording = await shortCall();
		const renamed = entryOf(recording, ({ value }) => JSON.stringify(value) === '{"inCall":"talking"}');
		renamed.value = { inCall: { chatting: {} } };
		expect(compare(recording).differences).toContainEqual({
			index: entriesOf(recording).indexOf(renamed),
			actor: 'call',
			what: 'state',
			path: [],
			recorded: 'call.inCall.chatting',
			today: null
		});
		const { actors } = Timeline.of(recording).after(entriesOf(recording).indexOf(renamed));
		const call = actors.get('call') ?? expect.fail();
		const { active, possible } = highlightsOf(call, actors);
		expect([...active]).toEqual(['call', 'call.inCall']);
		expect(possible.size).toBe(0);
	});

	test('names an unknown state in which the recording begins', async () => {
		const recording = await shortCall();
		const actor = { chart: 'call', src: '', value: 'chatting', context: {}, children: {} };
		const begun = { ...recording, segments: [{ at: 0, actors: { call: actor }, entries: [] }] };
		expect(compare(read(textOf(begun))).differences).toMatchObject([
			{ index: -1, what: 'state', recorded: 'call.chatting' }
		]);
	});

	test('tolerates fields that only one side has, and lists them', async () => {
		const recording = await shortCall();
		const first = entryOf(recording, ({ chart }) => chart === 'call');
		const [[path, context] = [[], {}]] = first.changes ?? [];
		const { engine, ...others } = context as { engine: Record<string, unknown> };
		first.changes = [[path, { ...others, mood: 'good' }]];
		for (const entry of entriesOf(recording)) {
			entry.changes = entry.changes?.filter(([[field]]) => field !== 'engine');
		}
		expect(engine).toBeDefined();
		expect(compare(recording)).toEqual({ differences: [], onlyRecorded: ['call: mood'], onlyToday: ['call: engine'] });
		const { actors } = Timeline.of(recording).after(entriesOf(recording).length - 1);
		for (const actor of actors.values()) expect(() => highlightsOf(actor, actors)).not.toThrow();
	});

	test('counts a person whom only one side has as a difference', async () => {
		const recording = await shortCall();
		const joined = entryOf(recording, ({ changes }) => changes?.some(([[field]]) => field === 'users') === true);
		joined.changes = joined.changes?.filter(([[field]]) => field !== 'users');
		expect(compare(recording).differences).toMatchObject([{ what: 'context', path: ['users', 'user-2'] }]);
	});

	test('finds no difference, whatever happens in the call', async () => {
		await fc.assert(
			fc.asyncProperty(calls, async (chance) => {
				const recorder = createRecorder();
				await live(chance, recorder.inspect);
				expect(compare(read(recorder.save()))).toEqual(SAME);
			}),
			{ numRuns: 20, examples: [[UNSENDABLE]] }
		);
	}, 60_000);
});

test('a recording that is cut for a test ends with the entry that was shown, and replays', async () => {
	const recording = await shortCall();
	const until = entriesOf(recording).findIndex(({ event }) => event.type === 'user.start');
	const cut = read(textOf(upTo(recording, until)));
	expect(entriesOf(cut)).toEqual(entriesOf(recording).slice(0, until + 1));
	expect(compare(cut)).toEqual(SAME);
});

describe('a file that is no recording', () => {
	const refused = (text: string) => {
		const result = readRecording(text);
		return 'recording' in result ? expect.fail('accepted') : result;
	};
	const deep = (depth: number) => JSON.parse('['.repeat(depth) + ']'.repeat(depth)) as unknown;
	/** A recording with these properties instead. */
	const withHead = async (changes: object) => JSON.stringify({ ...(await shortCall()), ...changes });
	/** A recording with these properties in its fourth entry. */
	const withEntry = async (changes: object) => {
		const recording = await shortCall();
		Object.assign(entriesOf(recording)[3] ?? {}, changes);
		return JSON.stringify(recording);
	};

	const CASES: [name: string, text: () => string | Promise<string>, problem: Unreadable['problem'], where: string][] = [
		['no JSON', () => 'not json', 'notJSON', ''],
		['other JSON', () => '{"hello":1}', 'foreign', ''],
		['null', () => 'null', 'foreign', ''],
		['too large', () => '"'.padEnd(20_000_001, 'x'), 'tooLarge', '20000001'],
		['of another version', () => withHead({ version: 99 }), 'version', '99'],
		['without segments', () => withHead({ segments: [] }), 'broken', 'segments'],
		['begun at code', () => withHead({ startedAt: '2026-01-01 (*/ alert(1) /*)' }), 'broken', 'startedAt'],
		['with an unknown result', () => withEntry({ result: 'maybe' }), 'broken', 'segments.0.entries.3.result'],
		[
			'at no time',
			async () => (await withEntry({ at: 77 })).replace('"at":77', '"at":1e999'),
			'broken',
			'entries.3.at'
		],
		['too deep in an event', () => withEntry({ event: { type: 'x', deep: deep(100) } }), 'broken', 'entries.3.event'],
		['too deep in a state', () => withEntry({ value: deep(1_000) }), 'broken', 'entries.3.value']
	];
	test.each(CASES)('%s: is refused with a reason', async (_, text, problem, where) => {
		const refusal = refused(await text());
		expect(refusal.problem).toBe(problem);
		expect(refusal.where).toContain(where);
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
