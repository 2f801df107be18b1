/** What a test model needs to know of a chart beyond the chart itself: the payloads its events can carry. */
import type { AnyMachineSnapshot, AnyStateMachine, EventObject } from 'xstate';

export type Payload = Readonly<Record<string, unknown>>;
/** Each payload the event can carry in this state; none when it cannot come here. */
export type Variants<Context = never> = Readonly<
	Record<string, (context: Context, snapshot: AnyMachineSnapshot) => readonly Payload[]>
>;

export type Chart = {
	readonly machine: AnyStateMachine;
	/** Named inputs: a path starts from one of them. */
	readonly beginnings: Readonly<Record<string, unknown>>;
	/** Events without variants come with their type alone. */
	readonly variants: Variants;
	/** What guards read of the context: states that differ in it are explored apart. */
	readonly facts: (context: never) => unknown;
	/** Replayed without the charts that it tells something, so none of them answers. */
	readonly alone?: true;
};

/** A chart with its context's type checked, and forgotten. */
export const chart = <Context>(
	it: Omit<Chart, 'variants' | 'facts'> & {
		variants: Variants<Context>;
		facts: (context: Context) => unknown;
	}
): Chart => it;

export const error =
	(...failures: unknown[]) =>
	() =>
		failures.map((error) => ({ error }));
export const only =
	(...payloads: Payload[]) =>
	() =>
		payloads;

export type Step = { event: EventObject; state: unknown; edges: string[] };
