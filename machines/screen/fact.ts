import type { PublisherFact } from '../publisher/types';
import type { ScreenContext, ScreenFact } from './types';

type ScreenValue = 'off' | { capturing: 'asking' | { sharing: 'showing' | 'paused' } };

/** While it is shared, what its publisher makes of it. */
export function screenFact(value: ScreenValue, context: ScreenContext, publisher: PublisherFact | null): ScreenFact {
	if (value === 'off') return { state: 'off', paused: false, failure: context.failure };
	const { capturing } = value;
	if (capturing === 'asking' || publisher === null) return { state: 'asking', paused: false, failure: null };
	return { state: publisher.state, paused: capturing.sharing === 'paused', failure: publisher.failure };
}
