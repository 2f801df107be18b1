import { describe, expect, test } from 'vitest';
import { createMachine, setup } from 'xstate';
import { callMachine } from '../../machines/call/machine';
import { deviceMachine } from '../../machines/device/machine';
import { playerMachine } from '../../machines/player/machine';
import { CALL_STATES } from '../../machines/call/states';
import { chartGraph } from '../../src/lib/inspect/chart/graph';

describe('the graph of the call chart', () => {
	const { states, edges } = chartGraph(callMachine);
	const state = (id: string) => states.find((it) => it.id === id);
	const edge = (id: string) => edges.find((it) => it.id === id);

	test('has every top-level state in order, with the initial and the final one', () => {
		const top = states.filter(({ parent }) => parent === 'call');
		expect(top.map(({ key }) => key)).toEqual(CALL_STATES);
		expect(top.filter(({ initial }) => initial).map(({ key }) => key)).toEqual(['idle']);
		expect(top.filter(({ kind }) => kind === 'final').map(({ key }) => key)).toEqual(['destroyed']);
		expect(state('call.creating')?.kind).toBe('parallel');
		expect(state('call.creating.engine')?.initial).toBe(false);
	});

	test('names events, guards, actions with their parameters, and descriptions', () => {
		expect(edge('call.loggingIn:room.LOGOUT:1')).toMatchObject({
			source: 'call.loggingIn',
			targets: ['call.loggingOut'],
			label: 'room.LOGOUT',
			guard: null,
			actions: ['endAs: loggedOut']
		});
		expect(edge('call.loggingIn:room.LOGINING:0')).toMatchObject({ targets: [], guard: 'isOtherRoom' });
		expect(edge('call.loggingIn:room.LOGINING:1')?.description).toBe('Publishing need not wait for LOGINED.');
		expect(state('call.inCall')?.description).toBe('The call.');
	});

	test('names services and delays as the chart does', () => {
		expect(state('call.idle.preparing')?.invokes).toEqual([{ id: '0.call.idle.preparing', src: 'createEngine' }]);
		expect(state('call')?.invokes.map(({ id }) => id)).toEqual([
			'engine',
			'noise',
			'camera',
			'microphone',
			'speaker',
			'voice',
			'chat',
			'screen',
			'token'
		]);
		const from = (id: string) => edges.filter(({ source }) => source === id).map(({ kind, label }) => [kind, label]);
		expect(from('call.idle.preparing')).toEqual([
			['done', 'createEngine'],
			['error', 'createEngine'],
			['after', 'engineLoad']
		]);
		expect(from('call.creating')).toContainEqual(['complete', 'complete']);
	});

	test('has every transition of the chart, each with its own ID', () => {
		const count = (node: typeof callMachine.root): number =>
			[...node.transitions.values()].flat().length +
			(node.always?.length ?? 0) +
			Object.values(node.states).reduce((sum, child) => sum + count(child), 0);
		expect(edges).toHaveLength(count(callMachine.root));
		expect(new Set(edges.map(({ id }) => id)).size).toBe(edges.length);
	});
});

test("entry and exit list the chart's own actions, without XState's timers", () => {
	const retrying = chartGraph(playerMachine).states.find(({ id }) => id === 'player.retrying');
	expect(retrying).toMatchObject({ entry: [], exit: ['countAttempt'] });
	const off = chartGraph(deviceMachine).states.find(({ key }) => key === 'off');
	expect(off?.entry).toEqual(['clearFailure', 'report: off']);
});

test('any XState machine has a graph', () => {
	const odd = setup({
		types: { events: {} as { type: 'go' } | { type: 'back' } },
		guards: { isFine: () => true }
	}).createMachine({
		id: 'odd',
		type: 'parallel',
		on: { '*': { target: ['.left.two', '.right.two'] } },
		states: {
			left: {
				initial: 'one',
				states: {
					one: { on: { go: { target: 'two', guard: { type: 'isFine' }, reenter: true } }, after: { 50: 'two' } },
					two: {
						entry: function greet() {
							return undefined;
						}
					},
					again: { history: 'deep', type: 'history' }
				}
			},
			right: {
				initial: 'one',
				states: { one: {}, two: { always: { target: 'three', guard: () => false } }, three: {} }
			}
		}
	});
	const { states, edges } = chartGraph(odd);
	expect(states.find(({ id }) => id === 'odd.left.again')?.kind).toBe('history');
	expect(states.find(({ id }) => id === 'odd.left.two')?.entry).toEqual(['greet']);
	expect(edges.find(({ eventType }) => eventType === '*')?.targets).toEqual(['odd.left.two', 'odd.right.two']);
	expect(edges.find(({ label }) => label === 'go')).toMatchObject({ guard: 'isFine', reenter: true });
	expect(edges.find(({ kind }) => kind === 'after')?.label).toBe('50');
	expect(edges.find(({ kind }) => kind === 'always')?.guard).not.toBeNull();
	expect(chartGraph(createMachine({ id: 'single' })).states).toHaveLength(1);
});
