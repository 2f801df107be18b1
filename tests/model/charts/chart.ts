/** What a test model needs besides the chart: which payloads its events can carry. */
import type { AnyMachineSnapshot, AnyStateMachine } from 'xstate';

export type Payload = Readonly<Record<string, unknown>>;
/** The payloads that an event can carry in this state; none if it cannot come here. */
export type Variants<Context = never> = Readonly<
	Record<string, (context: Context, snapshot: AnyMachineSnapshot) => readonly Payload[]>
>;

export type Chart = {
	readonly machine: AnyStateMachine;
	/** Inputs by name; a path starts with one of them. */
	readonly beginnings: Readonly<Record<string, unknown>>;
	/** An event without variants has no payload. */
	readonly variants: Variants;
	/** What guards read of the context: states are different if they differ in it. */
	readonly facts: (context: never) => unknown;
	/** Replayed without the charts that it tells something, so none of them answers. */
	readonly alone?: true;
};

/** Checks the type of the context, and then drops it. */
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
