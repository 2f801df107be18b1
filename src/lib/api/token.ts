/** What `/api/token` takes and gives; both sides parse with these schemas. */
import * as v from 'valibot';
import { roomID } from './room';

/** The secret that proves this tab owns its `userID`; absent on the first request of a tab. */
export const seat = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{16,256}$/));

/** `lifetime`: seconds; who asks may have a shorter life than the server gives, never a longer one. */
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
