/** The request and answer of `POST /api/token`. Page and server parse with these schemas. */
import * as v from 'valibot';
import { roomID } from './room';

/** The secret that proves that a `userID` belongs to this tab. The server gives it with the first token. */
export const seat = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{16,256}$/));

/** `lifetime` is in seconds. The server may shorten it and never extends it. */
export const tokenRequest = v.strictObject({
	roomID,
	seat: v.optional(seat),
	lifetime: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(1)))
});

/** `expiresIn` is in seconds from now. */
export const tokenResponse = v.strictObject({
	userID: v.string(),
	seat,
	token: v.string(),
	expiresIn: v.number()
});

/** The body of every answer that is not 2xx. */
export const refusal = v.object({ code: v.string(), detail: v.string() });

export type TokenResponse = v.InferOutput<typeof tokenResponse>;
