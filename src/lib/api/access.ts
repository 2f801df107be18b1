/** What the operator's own login says of a person: a signed JWT (RFC 7519). Page and server parse it with these schemas. */
import * as v from 'valibot';
import { userName } from './name';
import { roomID } from './room';

/** Three parts in base64url. Servers refuse headers of more than 8 to 16 kB. */
export const accessToken = v.pipe(v.string(), v.maxLength(4_096), v.regex(/^[\w-]+\.[\w-]+\.[\w-]+$/));

/** `*`: every room. `exp` is Unix time in seconds. Other claims, such as `iat`, may be there too. */
export const accessClaims = v.object({
	sub: v.pipe(v.string(), v.minLength(1), v.maxLength(256)),
	name: userName,
	room: v.union([v.literal('*'), roomID]),
	role: v.picklist(['host', 'guest']),
	exp: v.pipe(v.number(), v.finite(), v.transform(Math.floor)),
	iat: v.optional(v.pipe(v.number(), v.finite()))
});

export type AccessClaims = v.InferOutput<typeof accessClaims>;

export const isForRoom = ({ room }: Pick<AccessClaims, 'room'>, roomID: string): boolean =>
	room === '*' || room === roomID;
