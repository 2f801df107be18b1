/**
 * Replays a chart of the local engine, which needs no call: the path's own events stand for whatever it invokes, and its
 * timers fire when the path says so.
 */
import { createActor, fromCallback, type AnyActorRef, type AnyStateMachine } from 'xstate';
import type { PathStep } from '../harness/paths';
import { edgesOf, timersOf } from './edges';

export const BARE = ['session', 'link', 'pair', 'early', 'overload'] as const;
export type BareChart = (typeof BARE)[number];

const inert = fromCallback(() => () => {});
const STOPPED = { setTimeout: () => 0, clearTimeout: () => {} };

export function setBareStage(machine: AnyStateMachine, input: unknown) {
	const edges = edgesOf();
	const invoked = Object.keys(machine.implementations.actors as object);
	const parent = createActor(inert, { clock: STOPPED, inspect: edges.inspect }).start();
	const actor = createActor(machine.provide({ actors: Object.fromEntries(invoked.map((src) => [src, inert])) }), {
		input,
		parent
	} as never) as unknown as AnyActorRef & { start(): void };
	actor.start();
	return {
		ref: actor,
		taken: () => edges.takenBy(actor),
		perform({ event }: PathStep): void {
			if (event.type.startsWith('xstate.after.') && !timersOf(actor).includes(event.type))
				throw new Error(`No timer runs for ${event.type}`);
			actor.send(event);
		}
	};
}
