/** What a socket carries by itself: set-up, heartbeats, and the streams that services talk on. */
import { bytes, int32, int64, nested, repeated, text, uint32 } from './codec';

/** Frame types; a reply's type follows its request's unless said otherwise. */
export const LINK = {
	streamClosed: 2,
	httpResponse: 5,
	heartbeat: 12,
	heartbeatReply: 13,
	getConfig: 14,
	getConfigReply: 15,
	up: 17,
	established: 19,
	broken: 20,
	down: 21,
	getAppConfig: 23,
	getAppConfigReply: 24,
	httpRequest: 33,
	dispatch: 35,
	dispatchReply: 36,
	getServerAddresses: 39,
	getServerAddressesReply: 40
} as const;

/** Which service a stream talks to. */
export const SERVICE = { rooms: 17, media: 18 } as const;

export const request = { transaction: int64(1) };

export const heartbeat = { transaction: int64(1), sent: int64(2) };
export const heartbeatReply = { transaction: int64(1), sent: int64(2), now: int64(3) };

export const configReply = {
	code: int32(1),
	data: nested(3, {
		transaction: int64(1),
		heartbeatSeconds: uint32(4),
		heartbeatTimeoutSeconds: uint32(5),
		establishTimeoutSeconds: uint32(6),
		clientIP: text(9),
		now: int64(10),
		geofence: uint32(12)
	})
};

/** Dispatch and server addresses: empty lists keep the SDK on the socket it has. */
export const emptyReply = { code: int32(1), data: nested(3, { transaction: int64(1) }) };

const resource = nested(2, { protocol: int32(2), urlTemplate: text(3) });
const resources = { type: int32(1), services: repeated(resource) };
export const initConfig = {
	speedlog: nested(4, { reportCount: int32(1) }),
	media: nested(5, {
		play: nested(1, { resources: repeated(nested(5, resources)) }),
		publish: nested(2, { resources: repeated(nested(2, resources)) })
	})
};
export const appConfigReply = {
	code: int32(1),
	data: nested(3, { transaction: int64(1), config: bytes(2), etag: uint32(4) })
};

export const httpRequest = { transaction: int64(1), interfaceID: uint32(11), body: bytes(14) };
export const httpResponse = { transaction: int64(1), status: int32(3), body: bytes(4) };
export const REMOTE_SETTINGS = 14;
export const settingsRequest = { compress: int32(2), files: repeated(nested(5, { name: text(1) })) };
export const settingsReply = {
	code: int64(1),
	pollingSeconds: int32(3),
	files: repeated(nested(4, { code: int64(1), name: text(3), json: bytes(7), hash: bytes(8), version: uint32(9) }))
};

export const up = { transaction: int64(1), userID: text(5), service: uint32(6), payload: bytes(8) };
export const established = { elapsed: uint32(1), from: uint32(2) };
export const down = { payload: bytes(1), messageType: uint32(2), sent: int64(3) };
export const closed = { code: int32(1) };
