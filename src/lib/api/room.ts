/** How rooms and people are named. Pages, server and engines check with these schemas. */
import * as v from 'valibot';

/** 3 to 64 digits, letters, `-` and `_`. ZEGO allows 128 bytes. */
export const roomID = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{3,64}$/));
/** Any script, no control characters, 1 to 64 UTF-16 units. ZEGO allows 256 bytes. */
export const userName = v.pipe(
	v.string(),
	v.trim(),
	v.nonEmpty(),
	v.maxLength(64),
	v.check((name) => !/[\p{Cc}\p{Cs}\p{Co}\u2028\u2029]/u.test(name))
);
