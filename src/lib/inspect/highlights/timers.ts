/** The timers that run in an actor, and the actors it has invoked. */
import type { AnyStateMachine } from 'xstate';
import type { ChartGraph } from '../chart/graph';
import { activeStates } from '../chart/states';
import type { ActorFrame } from '../recording/timeline';

/** In milliseconds of the recording. `since` is null when the state was entered before the recording began. */
export type Timer = { state: string; edge: string; name: string; since: number | null; lasts: number };
export type Running = { state: string; id: string; since: number | null };

export function timersOf(machine: AnyStateMachine, graph: ChartGraph, actor: ActorFrame): Timer[] {
	const active = new Set(activeStates(graph, actor.value));
	const delays = machine.implementations.delays as Record<string, unknown>;
	return graph.edges
		.filter(({ kind, source }) => kind === 'after' && active.has(source))
		.flatMap(({ id, label, source }) => {
			const lasts = milliseconds(delays[label] ?? Number(label), actor);
			return lasts === null
				? []
				: [{ state: source, edge: id, name: label, since: actor.since[source] ?? null, lasts }];
		});
}

/** Null when the delay cannot be known: it is random, or reads what the context of another build lacks. */
function milliseconds(delay: unknown, { context }: ActorFrame): number | null {
	if (typeof delay === 'number') return Number.isFinite(delay) ? delay : null;
	if (typeof delay !== 'function') return null;
	try {
		const result: unknown = (delay as (args: { context: unknown }) => unknown)({ context });
		return typeof result === 'number' ? result : null;
	} catch {
		return null;
	}
}

/** An invoked actor runs until it ends or the chart leaves the state. */
export function runningIn(
	{ states }: ChartGraph,
	active: ReadonlySet<string>,
	{ since, ended }: ActorFrame
): Running[] {
	return states
		.filter(({ id }) => active.has(id))
		.flatMap(({ id: state, invokes }) =>
			invokes.flatMap(({ id }) => {
				const begun = since[state] ?? null;
				const end = ended[id];
				return end !== undefined && end >= (begun ?? 0) ? [] : [{ state, id, since: begun }];
			})
		);
}
