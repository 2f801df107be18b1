/** The inspector's examples of events: which transitions it can show as possible, and send. */
import { describe, expect, test } from 'vitest';
import { chartGraph } from '../../src/lib/inspect/chart/graph';
import { EXAMPLES, examplesOf } from '../../src/lib/inspect/highlights/example.events';
import { highlightsOf } from '../../src/lib/inspect/highlights/highlights';
import type { Situation } from '../../src/lib/inspect/highlights/situation';
import type { Json } from '../../src/lib/inspect/recording/redact';
import type { ActorFrame } from '../../src/lib/inspect/recording/timeline';
import { CHART_NAMES, CHARTS, type ChartName } from './charts';
import { toursOf } from './harness/tours';

const me = { userID: 'me', userName: 'Me' };
const ann = { userID: 'ann', userName: 'Ann' };
const on = { state: 'on', wanted: true, choice: null } as const;
const situation: Situation = {
	call: {
		roomID: 'room-1',
		nextRoomID: null,
		previousRoomID: null,
		user: me,
		resume: false,
		engine: { state: 'ready', failure: null },
		refusal: null,
		camera: on,
		microphone: on,
		speaker: null,
		noise: 'browser',
		token: 'valid',
		publisher: 'publishing',
		streams: { ann_camera: { streamID: 'ann_camera', user: ann } },
		users: { ann },
		away: [],
		pathless: [],
		quality: {},
		devices: [],
		pictures: 'automatic',
		overloaded: false,
		end: null
	},
	device: 'camera',
	streamID: null,
	messages: []
};

/** Every state of the chart that its tours come through, as a recording has it. */
function framesOf(name: ChartName): ActorFrame[] {
	const frames = toursOf(CHARTS[name], () => true)
		.flatMap(({ start, steps }) => [start, ...steps.map(({ snapshot }) => snapshot)])
		.map(({ value, context, status }): [string, ActorFrame] => [
			JSON.stringify([value, context]),
			{
				path: name === 'call' ? name : `call/${name}`,
				chart: name,
				src: '',
				value,
				context,
				status,
				since: {},
				ended: {}
			}
		]);
	return [...new Map(frames).values()];
}

describe.each(CHART_NAMES)('the chart %s', (name) => {
	test('has an example of each of its events', () => {
		const { events } = CHARTS[name].machine;
		const without = events.filter((type) => examplesOf(type, situation).every((example) => example.type !== type));
		expect(events.length).toBeGreaterThan(0);
		expect(without).toEqual([]);
	});

	test('can take each transition by an example, in some state', { timeout: 60_000 }, () => {
		const possible = new Set<string>();
		for (const actor of framesOf(name)) {
			const context = name === 'call' ? actor.context : (situation.call as Json);
			const call = { ...actor, path: 'call', context };
			for (const [id, can] of highlightsOf(actor, new Map([['call', call]])).possible)
				if (can.possible) possible.add(id);
		}
		const edges = chartGraph(CHARTS[name].machine).edges.filter(({ eventType }) => eventType !== '');
		expect(edges.map(({ id }) => id).filter((id) => !possible.has(id))).toEqual([]);
	});
});

test('an event that no chart knows has no example', () => {
	expect(examplesOf('nobody.sends', situation)).toEqual([]);
});

/** The compiler reports a directive that has nothing to expect. */
test('an event without an example does not compile, nor an example that one of its charts does not accept', () => {
	const { 'pair.flowing': _, ...incomplete } = EXAMPLES;
	// @ts-expect-error `pair.flowing` is missing.
	incomplete satisfies typeof EXAMPLES;
	// @ts-expect-error The device chart does without a device, the call chart does not.
	({ ...EXAMPLES, 'user.turnOn': (_, type) => [{ type }] }) satisfies typeof EXAMPLES;
	expect(Object.keys(EXAMPLES)).toContain('pair.flowing');
});
