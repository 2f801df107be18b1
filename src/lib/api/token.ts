/** The request and answer of `POST /api/token`. Page and server parse with these schemas. */
import * as v from 'valibot';
import { iceServer } from './ice';

/** Below the base path. `roomQuery` follows. */
export const TOKEN_PATH = '/api/token';

/** The secret that proves that a `userID` belongs to this tab. The server gives it with the first token. */
export const seat = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{16,256}$/));

/** The body; the address names the room. `lifetime` is in seconds. The server may shorten it and never extends it. */
export const tokenRequest = v.strictObject({
	seat: v.optional(seat),
	lifetime: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(1)))
});

/**
 * `expiresIn` is in seconds from now. `iceServers` are for connections on the local engine; their passwords may expire with the token.
 * The object is not strict: a page from before an update ignores new fields.
 */
export const tokenResponse = v.object({
	userID: v.string(),
	seat,
	token: v.string(),
	expiresIn: v.number(),
	iceServers: v.array(iceServer)
});

/** The body of every answer that is not 2xx. */
export const refusal = v.object({ code: v.string(), detail: v.string() });

export type TokenResponse = v.InferOutput<typeof tokenResponse>;
