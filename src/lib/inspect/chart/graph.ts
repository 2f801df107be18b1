/** Any XState machine as plain data to draw: its states and transitions, and what they are called. */
import type { AnyStateMachine, AnyStateNode, AnyTransitionDefinition } from 'xstate';
import { edgeID, nameOf } from './names';

export type StateKind = 'atomic' | 'compound' | 'parallel' | 'final' | 'history';
/** `always`: without an event. `done`, `error`: an invoked actor ended. `complete`: the state's own final state was reached. */
export type EdgeKind = 'event' | 'always' | 'after' | 'done' | 'error' | 'complete';

export type ChartInvoke = { id: string; src: string };
export type ChartState = {
	id: string;
	key: string;
	parent: string | null;
	kind: StateKind;
	/** This is the initial state of its parent. */
	initial: boolean;
	description: string;
	tags: string[];
	entry: string[];
	exit: string[];
	invokes: ChartInvoke[];
	children: string[];
};
export type ChartEdge = {
	id: string;
	source: string;
	/** Empty for a transition that only runs actions. */
	targets: string[];
	kind: EdgeKind;
	/** What XState compares with the event's type; empty for `always`. */
	eventType: string;
	/** For people: without XState's own prefixes and state IDs. */
	label: string;
	guard: string | null;
	actions: string[];
	description: string;
	reenter: boolean;
};
export type ChartGraph = { id: string; root: string; states: ChartState[]; edges: ChartEdge[] };

const graphs = new WeakMap<AnyStateMachine, ChartGraph>();

/** The graph of a machine, its states in the order in which they are written. The same machine has the same graph object. */
export function chartGraph(machine: AnyStateMachine): ChartGraph {
	const graph = graphs.get(machine) ?? graphOf(machine);
	graphs.set(machine, graph);
	return graph;
}

function graphOf(machine: AnyStateMachine): ChartGraph {
	const nodes = [...descend(machine.root)];
	return {
		id: machine.id,
		root: machine.root.id,
		states: nodes.map(stateOf),
		edges: nodes.flatMap((node) => transitionsOf(node).map((transition) => edgeOf(transition, node)))
	};
}

function* descend(node: AnyStateNode): Generator<AnyStateNode> {
	yield node;
	for (const child of childrenOf(node)) yield* descend(child);
}

const childrenOf = (node: AnyStateNode): AnyStateNode[] => Object.values(node.states);

const transitionsOf = (node: AnyStateNode): AnyTransitionDefinition[] => [
	...[...node.transitions.values()].flat(),
	...(node.always ?? [])
];

function stateOf(node: AnyStateNode): ChartState {
	const first = node.parent?.type === 'compound' ? node.parent.initial.target : undefined;
	return {
		id: node.id,
		key: node.key,
		parent: node.parent?.id ?? null,
		kind: node.type,
		initial: first?.includes(node) ?? false,
		description: node.description ?? '',
		tags: [...node.tags],
		entry: labels(node.entry),
		exit: labels(node.exit),
		invokes: node.invoke.map(({ id, src }) => ({ id, src: nameOf(src) })),
		children: childrenOf(node).map(({ id }) => id)
	};
}

function edgeOf(transition: AnyTransitionDefinition, node: AnyStateNode): ChartEdge {
	const eventType = transition.eventType as string;
	const { kind, label } = namedEvent(eventType, node);
	return {
		id: edgeID(transition),
		source: node.id,
		targets: (transition.target ?? []).map(({ id }) => id),
		kind,
		eventType,
		label,
		guard: transition.guard === undefined ? null : nameOf(transition.guard),
		actions: labels(transition.actions),
		description: transition.description ?? '',
		reenter: transition.reenter
	};
}

function namedEvent(eventType: string, node: AnyStateNode): { kind: EdgeKind; label: string } {
	const source = (prefix: string) => {
		const id = eventType.slice(prefix.length);
		const invoked = node.invoke.find((invoke) => invoke.id === id);
		return invoked ? nameOf(invoked.src) : id;
	};
	if (eventType === '') return { kind: 'always', label: 'always' };
	if (eventType.startsWith(DONE)) return { kind: 'done', label: source(DONE) };
	if (eventType.startsWith(ERROR)) return { kind: 'error', label: source(ERROR) };
	if (eventType.startsWith(COMPLETE)) return { kind: 'complete', label: 'complete' };
	if (eventType.startsWith(AFTER)) {
		return { kind: 'after', label: eventType.slice(AFTER.length, -(node.id.length + 1)) };
	}
	return { kind: 'event', label: eventType };
}

const DONE = 'xstate.done.actor.';
const ERROR = 'xstate.error.actor.';
const COMPLETE = 'xstate.done.state.';
const AFTER = 'xstate.after.';

/** XState's own actions, which start and cancel the timer of each `after`. The `after` itself is drawn instead. */
const BUILT_IN = new Set(['xstate.raise', 'xstate.cancel']);

const labels = (actions: readonly unknown[]): string[] =>
	actions.filter((action) => !BUILT_IN.has(nameOf(action))).map(labelOf);

/** With its params, when the chart gives them as plain data. */
function labelOf(action: unknown): string {
	if (typeof action === 'function' && nameOf(action) === 'inline') return action.name || 'inline';
	const { params } = Object(action) as { params?: unknown };
	return params === undefined || typeof params === 'function'
		? nameOf(action)
		: `${nameOf(action)}: ${typeof params === 'string' ? params : JSON.stringify(params)}`;
}
