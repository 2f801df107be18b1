/**
 * A chart as plain JSON that `createMachine` and Stately's editor accept. Functions are left out (context, input, output,
 * computed params): names and structure are what a chart is drawn from.
 */
import type { AnyStateMachine, AnyStateNode, AnyTransitionDefinition } from 'xstate';

type Json = Record<string, unknown>;

const DONE = 'xstate.done.actor.';
const ERROR = 'xstate.error.actor.';
const AFTER = 'xstate.after.';

export const definitionOf = (machine: AnyStateMachine): Json => ({ id: machine.id, ...stateOf(machine.root) });

function stateOf(node: AnyStateNode): Json {
	const { type, tags, description, entry, exit } = node.config;
	const { on, after, onDone } = transitionsOf(node);
	return given({
		type: type === 'parallel' || type === 'final' ? type : undefined,
		description,
		tags: listed(tags),
		initial: node.type === 'compound' ? node.initial.target[0]?.key : undefined,
		entry: listed(entry).map(named),
		exit: listed(exit).map(named),
		invoke: node.invoke.map((invoke, index) => invokeOf(node, invoke, index)),
		on,
		after,
		always: (node.always ?? []).map(transitionOf),
		onDone,
		states: mapped(node.states, stateOf)
	});
}

function invokeOf(node: AnyStateNode, { id, src }: { id: string; src: unknown }, index: number): Json {
	const outcome = (type: string) => (node.transitions.get(type + id) ?? []).map(transitionOf);
	return given({
		src: nameOf(src),
		id: id === `${index}.${node.id}` ? undefined : id,
		onDone: outcome(DONE),
		onError: outcome(ERROR)
	});
}

/** XState keeps what ends timers and children among the events of the state. */
function transitionsOf(node: AnyStateNode): { on: Json; after: Json; onDone: unknown } {
	const complete = `xstate.done.state.${node.id}`;
	const outcomes = node.invoke.flatMap(({ id }) => [DONE + id, ERROR + id]);
	const on: Json = {};
	const after: Json = {};
	for (const [type, transitions] of node.transitions) {
		if (type === complete || outcomes.includes(type)) continue;
		const isTimer = type.startsWith(AFTER);
		const key = isTimer ? type.slice(AFTER.length, -(node.id.length + 1)) : type;
		(isTimer ? after : on)[key] = transitions.map(transitionOf);
	}
	return { on, after, onDone: (node.transitions.get(complete) ?? []).map(transitionOf) };
}

function transitionOf({ target, guard, actions, reenter, description }: AnyTransitionDefinition): Json {
	const targets = (target ?? []).map(({ id }) => `#${id}`);
	return given({
		target: targets.length > 1 ? targets : targets[0],
		guard: guard === undefined ? undefined : named(guard),
		actions: actions.map(named),
		reenter: reenter || undefined,
		description
	});
}

/** By its name, with the parameter where it is data. */
function named(it: unknown): unknown {
	const { params } = Object(it) as { params?: unknown };
	return params === undefined || typeof params === 'function' ? nameOf(it) : { type: nameOf(it), params };
}

function nameOf(it: unknown): string {
	const name: unknown = typeof it === 'string' ? it : (Object(it) as { type?: unknown }).type;
	if (typeof name !== 'string') throw new Error('A chart contains names only: an inline function cannot be exported');
	return name;
}

const listed = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);

const mapped = <T>(record: Record<string, T>, map: (value: T) => unknown): Json =>
	Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));

/** Without what is undefined or empty. */
const given = (config: Json): Json =>
	Object.fromEntries(Object.entries(config).filter(([, value]) => value !== undefined && !isEmpty(value)));

const isEmpty = (value: unknown): boolean =>
	typeof value === 'object' && value !== null && Object.keys(value).length === 0;

const WIDTH = 120;

/** Indented with tabs; what fits on a line stays on it. */
export function jsonText(value: unknown, indent = '', key = ''): string {
	const line = spaced(value);
	if (typeof value !== 'object' || value === null || indent.length * 4 + key.length + line.length < WIDTH) return line;
	const inner = `${indent}\t`;
	const [open, close] = Array.isArray(value) ? '[]' : '{}';
	const rows = Object.entries(value).map(([name, part]) => {
		const label = Array.isArray(value) ? '' : `${JSON.stringify(name)}: `;
		return `${inner}${label}${jsonText(part, inner, label)}`;
	});
	return `${open}\n${rows.join(',\n')}\n${indent}${close}`;
}

function spaced(value: unknown): string {
	if (typeof value !== 'object' || value === null) return JSON.stringify(value);
	if (Array.isArray(value)) return `[${value.map(spaced).join(', ')}]`;
	const parts = Object.entries(value).map(([key, part]) => `${JSON.stringify(key)}: ${spaced(part)}`);
	return `{ ${parts.join(', ')} }`;
}
