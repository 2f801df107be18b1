import { streamRetry } from './delays';
import { failureIn, type Failure } from './failure';
import { ignored } from './ignored';

type Attempting = { context: { attempt: number } };

/** Of the charts that ask the engine for a stream. */
export const retryGuards = {
	/** A stop that was asked for carries no failure. */
	isEcho: (_: Attempting, why: Failure | null): boolean => why === null,
	canRetry: ({ context }: Attempting, { retryable }: Failure): boolean =>
		retryable && streamRetry(context.attempt) !== null
};
export const retryPause = ({ context }: Attempting): number => streamRetry(context.attempt) ?? 0;

/** What an engine says of a stream that is not asked for any more. */
export const late = ignored('It belongs to an attempt that was given up.');

export const recordFailure = { type: 'recordFailure', params: failureIn } as const;

/** The rows of an event that ends an attempt to publish or play: wait and try again, or give up. */
export const retryOrFail = <const Chart extends 'publisher' | 'player', const Record>(chart: Chart, record: Record) =>
	[
		{ guard: { type: 'canRetry', params: failureIn }, target: `#${chart}.retrying`, actions: record },
		{ target: `#${chart}.failed`, actions: record }
	] as const;
