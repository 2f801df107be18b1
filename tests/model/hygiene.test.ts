/** Rules that hold for every chart. */
import type { AnyStateMachine, AnyStateNode } from 'xstate';
import { describe, expect, it } from 'vitest';
import { CHART_NAMES, CHARTS } from './charts';
import { isDecided, decisionOf, leavesOf, statesOf } from './harness/decisions';
import { ENGINE_EVENTS, isEngineEvent } from './chance/actions';

const MACHINES: [string, AnyStateMachine][] = CHART_NAMES.map((name) => [name, CHARTS[name].machine]);

const idsOf = (nodes: AnyStateNode[]) => nodes.map(({ id }) => id);
const inside = (node: AnyStateNode): AnyStateNode[] => [...statesOf(node)].slice(1);
const above = (node: AnyStateNode): AnyStateNode[] => (node.parent ? [node, ...above(node.parent)] : [node]);

describe.each(MACHINES)('the chart %s', (_, machine) => {
	const nodes = [...statesOf(machine.root)];
	const states = inside(machine.root);

	it('knows every delay it names: XState takes an unknown one for 0 ms', () => {
		const delays = Object.keys(machine.implementations.delays as object);
		const named = nodes.flatMap(({ config }) => Object.keys(config.after ?? {}));
		expect(named.filter((delay) => !delays.includes(delay))).toEqual([]);
	});

	it('decides what happens when an invoked actor fails', () => {
		const invokes = nodes.flatMap((node) => node.invoke.map(({ id }) => ({ node, id })));
		const unprepared = invokes.filter(({ node, id }) => !isDecided(decisionOf(node, `xstate.error.actor.${id}`)));
		expect(unprepared.map(({ id }) => id)).toEqual([]);
	});

	it('describes every state in a sentence', () => {
		expect(idsOf(states.filter(({ description }) => !/[.?]$/.test(description ?? '')))).toEqual([]);
	});

	it('has a timer for every state that waits', () => {
		const waits = ({ tags, invoke }: AnyStateNode) => tags.includes('pending') || invoke.some(({ onDone }) => onDone);
		const timed = (node: AnyStateNode) => [...above(node), ...inside(node)].some(({ after }) => after.length > 0);
		expect(idsOf(states.filter((node) => waits(node) && !timed(node)))).toEqual([]);
	});

	it('tags every state that waits as pending, and no final one', () => {
		const waits = ({ invoke }: AnyStateNode) => invoke.some(({ onDone }) => onDone);
		const marked = (node: AnyStateNode) => above(node).some(({ tags }) => tags.includes('pending'));
		expect(idsOf(states.filter((node) => waits(node) && !marked(node)))).toEqual([]);
		expect(idsOf(states.filter((node) => node.type === 'final' && node.tags.includes('pending')))).toEqual([]);
	});

	it('can be left from every state but the last', () => {
		const leaving = (node: AnyStateNode) =>
			above(node).some((at) => [...at.transitions.values(), at.always ?? []].flat().some(({ target }) => target));
		expect(idsOf(leavesOf(machine).filter((node) => !leaving(node)))).toEqual([]);
	});

	it('has no wildcard events', () => {
		expect(machine.events.filter((event) => event.includes('*'))).toEqual([]);
	});

	it('decides every engine event in every state, whatever its guards say', () => {
		const said = machine.events.filter(isEngineEvent);
		const open = leavesOf(machine).flatMap((leaf) =>
			said.filter((event) => !isDecided(decisionOf(leaf, event))).map((event) => `${event} in ${leaf.id}`)
		);
		expect(open).toEqual([]);
	});

	it('says why it ignores an event', () => {
		const transitions = nodes.flatMap((node) => [...node.transitions.values()].flat());
		const silent = transitions.filter(
			({ target, actions, description }) => !target && actions.length === 0 && !description
		);
		expect(silent.map(({ source, eventType }) => `${eventType} in ${source.id}`)).toEqual([]);
	});
});

it('no two charts have the same ID', () => {
	const ids = MACHINES.map(([, { id }]) => id);
	expect(new Set(ids).size).toBe(ids.length);
});

it('the call knows every event of the port', () => {
	const known = new Set([...statesOf(CHARTS.call.machine.root)].flatMap(({ transitions }) => [...transitions.keys()]));
	expect(ENGINE_EVENTS.filter((event) => !known.has(event))).toEqual([]);
});

it('the call can be left in every state but the one in which it is being left', () => {
	const ignoring = leavesOf(CHARTS.call.machine).filter((leaf) => {
		const rows = decisionOf(leaf, 'user.leave');
		return !isDecided(rows) || rows.some(({ target }) => target !== 'loggingOut' && target !== 'destroyed');
	});
	expect(idsOf(ignoring)).toEqual(['call.loggingOut']);
});
