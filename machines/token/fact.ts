import type { TokenContext, TokenFact } from './types';

/** While it is renewed, the old one still holds. */
const SEEN_AS: Readonly<Record<string, TokenFact['state']>> = { renewing: 'valid', renewalWaiting: 'valid' };

export const tokenFact = (state: string, { failure }: Pick<TokenContext, 'failure'>): TokenFact => ({
	state: SEEN_AS[state] ?? (state as TokenFact['state']),
	failure
});
