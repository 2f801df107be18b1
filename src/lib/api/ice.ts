/** How connections between browsers are made. */
import * as v from 'valibot';

/** Browsers throw on any other: https://www.rfc-editor.org/rfc/rfc7064 and https://www.rfc-editor.org/rfc/rfc7065 */
export const iceURL = v.pipe(v.string(), v.regex(/^(stuns?:[^\s,/?@]+|turns?:[^\s,/?@]+(\?transport=(udp|tcp))?)$/));

/** https://w3c.github.io/webrtc-pc/#rtciceserver-dictionary */
export const iceServer = v.strictObject({
	urls: v.union([iceURL, v.pipe(v.array(iceURL), v.nonEmpty())]),
	username: v.exactOptional(v.string()),
	credential: v.exactOptional(v.string())
});

/** `relay`: media goes only through TURN relays, and nobody learns the address of another. */
export const iceTransportPolicy = v.picklist(['all', 'relay']);

export type IceServer = v.InferOutput<typeof iceServer>;
export type IceOptions = {
	iceServers: IceServer[];
	iceTransportPolicy: v.InferOutput<typeof iceTransportPolicy>;
};
