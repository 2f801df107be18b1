/** Replays a chart that stands alone: whatever it invokes is told by the path's own events. */
import { createActor, fromCallback, type AnyActorRef, type AnyStateMachine } from 'xstate';
import { StepClock } from '../harness/clock';
import type { PathStep } from '../harness/paths';
import { edgesOf, timersOf } from './edges';

const inert = fromCallback(() => () => {});

export function setBareStage(machine: AnyStateMachine, input: unknown) {
	const clock = new StepClock();
	const edges = edgesOf();
	const invoked = Object.keys(machine.implementations.actors as object);
	const actor = createActor(machine.provide({ actors: Object.fromEntries(invoked.map((src) => [src, inert])) }), {
		clock,
		input,
		inspect: edges.inspect
	} as never) as unknown as AnyActorRef & { start(): void };
	actor.start();
	const timePasses = async (type: string) => {
		while (timersOf(actor).includes(type)) await clock.step();
	};
	return {
		ref: actor,
		taken: () => edges.takenBy(actor),
		perform({ event }: PathStep): void | Promise<void> {
			return event.type.startsWith('xstate.after.') ? timePasses(event.type) : actor.send(event);
		}
	};
}
