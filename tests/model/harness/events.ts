/** Which events a state of a chart knows, and which states count as the same. */
import type { AnyMachineSnapshot, EventObject } from 'xstate';
import { failure } from '../../../machines/failure';
import type { Chart } from '../charts/chart';

/** States are different if they differ in what the chart's guards read. */
export const keysOf =
	({ facts }: Pick<Chart, 'facts'>) =>
	({ value, context }: AnyMachineSnapshot) =>
		JSON.stringify([value, facts(context as never)]);

/** Every event this state knows, each with every payload it can carry here. */
export function eventsIn({ variants, machine }: Chart, snapshot: AnyMachineSnapshot): EventObject[] {
	if (snapshot.status !== 'active') return [];
	const delays = machine.implementations.delays as Record<string, unknown>;
	const types = new Set(snapshot._nodes.flatMap(({ ownEvents }) => ownEvents as readonly string[]));
	const possible = [...types].filter(
		(type) => !type.startsWith('xstate.done.state.') && isNextTimer(type, types, delays)
	);
	return possible.flatMap((type): EventObject[] => {
		const usual = type.startsWith('xstate.error.') ? { error: failure('unknown.error') } : {};
		const payloads = variants[type]?.(snapshot.context as never, snapshot) ?? [usual];
		return payloads.map((payload) => ({ type, ...payload }));
	});
}

/** Timers that were set together fire in the order of their delays. */
function isNextTimer(type: string, types: Set<string>, delays: Record<string, unknown>): boolean {
	const delayOf = (other: string) => {
		const delay = delays[/^xstate\.after\.(\w+)\./.exec(other)?.[1] ?? ''];
		return typeof delay === 'number' ? delay : 0;
	};
	if (!type.startsWith('xstate.after.')) return true;
	return [...types]
		.filter((other) => other.startsWith('xstate.after.'))
		.every((other) => delayOf(other) >= delayOf(type));
}
