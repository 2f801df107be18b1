import { failureIn } from './failure';

export const recordFailure = { type: 'recordFailure', params: failureIn } as const;

/** The rows of an event that ends an attempt to publish or play: wait and try again, or give up. */
export const retryOrFail = <const Chart extends 'publisher' | 'player', const Record>(chart: Chart, record: Record) =>
	[
		{ guard: { type: 'canRetry', params: failureIn }, target: `#${chart}.retrying`, actions: record },
		{ target: `#${chart}.failed`, actions: record }
	] as const;
