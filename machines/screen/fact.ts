import type { PublisherFact } from '../publisher/types';
import type { ScreenContext, ScreenFact } from './types';

type ScreenValue = 'off' | { capturing: 'asking' | 'sharing' };

/** While it is shared, what its publisher makes of it. */
export function screenFact(value: ScreenValue, context: ScreenContext, publisher: PublisherFact | null): ScreenFact {
	if (value === 'off') return { state: 'off', failure: context.failure };
	if (value.capturing === 'asking' || publisher === null) return { state: 'asking', failure: null };
	return { state: publisher.state, failure: publisher.failure };
}
