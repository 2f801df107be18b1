/** What each event does in each state of a chart: for the generated tables, and for tests. */
import type { AnyStateMachine, AnyStateNode, AnyTransitionDefinition } from 'xstate';
import { nameOf } from '../../../src/lib/inspect/chart/names';

/** One transition: it may have a target, actions, or neither. `why`: its description. */
export type Row = { guard: string | null; target: string | null; acts: boolean; why: string };

export function* statesOf(node: AnyStateNode): Generator<AnyStateNode> {
	yield node;
	for (const child of Object.values(node.states)) yield* statesOf(child);
}

export const leavesOf = (machine: AnyStateMachine): AnyStateNode[] =>
	[...statesOf(machine.root)].filter(({ type }) => type === 'atomic');

export const pathOf = ({ path }: AnyStateNode): string => path.join('.');

/** Actions that report that the event was ignored. */
const NOTES = new Set(['noteIgnored']);

/** The transitions that `event` may take in `node`, in order: its own, then its ancestors', up to the first without a guard. */
export function decisionOf(node: AnyStateNode, event: string): Row[] {
	const rows: Row[] = [];
	for (let at: AnyStateNode | undefined = node; at; at = at.parent)
		for (const transition of at.transitions.get(event) ?? []) {
			rows.push(rowOf(transition));
			if (transition.guard === undefined) return rows;
		}
	return rows;
}

/** True if one of the transitions is taken whatever the guards say. */
export const isDecided = (rows: readonly Row[]): boolean => rows.at(-1)?.guard === null;

function rowOf({ guard, target, actions, description }: AnyTransitionDefinition): Row {
	const [to] = target ?? [];
	return {
		guard: guard === undefined ? null : nameOf(guard),
		target: to ? pathOf(to) : null,
		acts: actions.map(nameOf).some((name) => !NOTES.has(name)),
		why: description ?? ''
	};
}

const IGNORED = 'ignored';
const STAYS = 'stays';

/** Reads like: "isOtherRoom: ignored<br>→ loggingOut". */
export const cellOf = (rows: readonly Row[], note: (why: string) => string): string =>
	rows
		.map(({ guard, target, acts, why }) => {
			const then = target === null ? (acts ? STAYS : `${IGNORED}${note(why)}`) : `→ ${target}`;
			return guard === null ? then : `${guard}: ${then}`;
		})
		.join('<br>');
