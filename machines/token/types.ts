import type { Failure } from '../failure';
import type { Assert, IsJson } from '../json';

export type TokenInput = { roomID: string };

export type TokenContext = {
	roomID: string;
	/** Null until the server has issued it. */
	userID: string | null;
	/** Seconds the token lives from when it came. */
	expiresIn: number;
	/** How often it was asked for again since the last one came. */
	attempt: number;
	failure: Failure | null;
};
export type ContextIsJson = Assert<IsJson<TokenContext>>;

export type TokenEvent =
	| { type: 'token.willExpire' }
	/** The call has fetched a token for another room by itself. */
	| { type: 'token.granted'; roomID: string; expiresIn: number }
	| { type: 'user.retry' };

export type TokenFact = { state: 'fetching' | 'valid' | 'waiting' | 'failed'; failure: Failure | null };
