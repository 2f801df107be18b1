/** What a page says of the operator's login. */
import type { Failure } from '../../../machines/failure';
import { m } from '../paraglide/messages.js';
import type { Explanation } from './words';

export interface Login {
	/** What it calls this person. */
	readonly name: string | null;
	/** Why the server lets nobody in with what this tab holds, as far as the page can see: nothing, for another room, or over. */
	readonly problem: 'missing' | 'elsewhere' | 'over' | null;
	/** Where to log in, if the operator has said that. */
	readonly url: string | null;
}

const PROBLEM_WORDS = { missing: m.login_missing, elsewhere: m.login_elsewhere, over: m.login_over } as const;

/** What to say of a failure that another login mends; null for any other. */
export function loginWords(login: Login | null, failure: Failure | null): Explanation | null {
	if (failure?.category !== 'auth' || !login?.problem) return null;
	return { what: PROBLEM_WORDS[login.problem], advice: m.login_advice, next: 'home' };
}
