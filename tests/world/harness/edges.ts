/** The edges of the small machines: where each event leads from each state. */
import type { AnyStateMachine } from 'xstate';
import { MACHINES, type MachineName } from '../machines';

type States = Record<string, { on?: Record<string, string> }>;

/** E.g. `device free unplug absent`. */
export const edgeID = (machine: string, from: string, event: string, to: string): string =>
	[machine, from, event, to].join(' ');

export const edgesOf = (name: MachineName): string[] =>
	Object.entries((MACHINES[name] as AnyStateMachine).config.states as States).flatMap(([from, { on }]) =>
		Object.entries(on ?? {}).map(([event, to]) => edgeID(name, from, event, to))
	);
