/** What the server writes into every page about its deployment. The page parses it with this schema. */
import * as v from 'valibot';
import { iceTransportPolicy } from './ice';

export const videoCodec = v.picklist(['H264', 'VP8']);
export type VideoCodec = v.InferOutput<typeof videoCodec>;

/** `server` is ZEGO's server address; empty lets the SDK find it. `videoCodec` is what ZEGO's streams are sent in. Nothing in here is secret: STUN and TURN servers come with the token. */
export const engineProfile = v.strictObject({
	engine: v.picklist(['local', 'zego', 'simulated']),
	appID: v.number(),
	server: v.string(),
	videoCodec,
	iceTransportPolicy,
	/** Access control: people need a link from the operator's login, which is at this address. Absent: the link of a room is enough. */
	login: v.exactOptional(v.strictObject({ url: v.nullable(v.string()) }))
});

export type EngineProfile = v.InferOutput<typeof engineProfile>;
