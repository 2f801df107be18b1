/** What the server writes into every page about its deployment. The page parses it with this schema. */
import * as v from 'valibot';

const iceURL = v.pipe(v.string(), v.regex(/^(stun|turn)s?:\S+$/));

/** https://w3c.github.io/webrtc-pc/#rtciceserver-dictionary */
export const iceServer = v.strictObject({
	urls: v.union([iceURL, v.pipe(v.array(iceURL), v.nonEmpty())]),
	username: v.exactOptional(v.string()),
	credential: v.exactOptional(v.string())
});

/** `relay`: media goes only through TURN relays, and nobody learns the address of another. */
export const iceTransportPolicy = v.picklist(['all', 'relay']);

/** `server` is ZEGO's server address; empty lets the SDK find it. */
export const engineProfile = v.strictObject({
	engine: v.picklist(['local', 'zego', 'simulated']),
	appID: v.number(),
	server: v.string(),
	iceServers: v.array(iceServer),
	iceTransportPolicy
});

export type IceServer = v.InferOutput<typeof iceServer>;
/** How connections between people are made. */
export type IceOptions = Pick<EngineProfile, 'iceServers' | 'iceTransportPolicy'>;
export type EngineProfile = v.InferOutput<typeof engineProfile>;
