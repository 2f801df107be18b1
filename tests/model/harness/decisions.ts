/** Tables of a chart, for its README and for the tests that read it: what each event does in each state. */
import type { AnyStateMachine, AnyStateNode, AnyTransitionDefinition } from 'xstate';
import { nameOf } from '../../../src/lib/inspect/chart/names';

/** What one row of a decision does: goes somewhere, acts, or nothing. */
export type Row = { guard: string | null; target: string | null; acts: boolean; why: string };

export function* statesOf(node: AnyStateNode): Generator<AnyStateNode> {
	yield node;
	for (const child of Object.values(node.states)) yield* statesOf(child);
}

export const leavesOf = (machine: AnyStateMachine): AnyStateNode[] =>
	[...statesOf(machine.root)].filter(({ type }) => type === 'atomic');

export const pathOf = ({ path }: AnyStateNode): string => path.join('.');

/** Actions that only note that nothing was done. */
const NOTES = new Set(['noteIgnored']);

/** What `event` does in `node`: its own rows, then its ancestors', up to the first that always holds. */
export function decisionOf(node: AnyStateNode, event: string): Row[] {
	const rows: Row[] = [];
	for (let at: AnyStateNode | undefined = node; at; at = at.parent)
		for (const transition of at.transitions.get(event) ?? []) {
			rows.push(rowOf(transition));
			if (transition.guard === undefined) return rows;
		}
	return rows;
}

/** True when there is a row for every case: the last one has no guard. */
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

export const IGNORED = 'ignored';
const STAYS = 'stays';

/** Reads like: "isOtherRoom: ignored<br>→ loggingOut". */
export const cellOf = (rows: readonly Row[], note: (why: string) => string): string =>
	rows
		.map(({ guard, target, acts, why }) => {
			const then = target === null ? (acts ? STAYS : `${IGNORED}${note(why)}`) : `→ ${target}`;
			return guard === null ? then : `${guard}: ${then}`;
		})
		.join('<br>');

/** The cell for someone who reads it back: what follows, given which of its guards hold. */
export function outcomeIn(cell: string, holds: Record<string, boolean>): { target: string | null; ignored: boolean } {
	for (const row of cell.split('<br>')) {
		const [, guard, then] = /^(?:(\w+): )?(.*)$/.exec(row) ?? [];
		if (then === undefined) continue;
		if (guard !== undefined && holds[guard] === undefined) throw new Error(`Does ${guard} hold?`);
		if (guard !== undefined && !holds[guard]) continue;
		return { target: then.startsWith('→ ') ? then.slice(2) : null, ignored: then.startsWith(IGNORED) };
	}
	throw new Error(`Nothing follows in "${cell}"`);
}
