import type { Config } from './config';
import type { Rate } from './rate.limit';

/** What one client, address or room may use. Durations are in milliseconds. */
export interface Limits {
	readonly members: number;
	/** Rooms with a member. */
	readonly rooms: number;
	/** Rooms whose first member came from one address. */
	readonly roomsPerAddress: number;
	/** How long a room in which nobody is any more keeps its host, its lock and who was there: time to reload, or to come back by a click. */
	readonly roomRemembered: number;
	readonly streamsPerUser: number;
	readonly socketsPerAddress: number;
	/** Connections of one address, with and without a socket on them. A browser has up to six without. */
	readonly connectionsPerAddress: number;
	/** People in the lobby of one room who are told what changes. Later ones are told only what is there when they enter. */
	readonly watchersPerRoom: number;
	/** Whether people in the lobby connect to those in the room. Each member has no more of them than there are free places. */
	readonly connectInLobby: boolean;
	/** How often one person in the lobby may do so. */
	readonly prepared: Rate;
	/** Sockets, on the whole server, that have not yet shown a token. One more, and the oldest of them is closed. */
	readonly anonymousSockets: number;
	readonly anonymousSocketsPerAddress: number;
	readonly messages: Rate;
	/** What one person writes to everyone in the room. */
	readonly written: Rate;
	/** A socket whose messages are refused more often than this is closed. */
	readonly refusals: Rate;
	/** A socket is cut off when more than this many bytes wait to be sent to it. Two full lobbies fit. */
	readonly unsentBytes: number;
	/** Time to show a token after the socket has opened. */
	readonly enterWithin: number;
	/** A socket that sends nothing for this long is lost: two and a half beats, so that a loss is noticed within 3 s. */
	readonly silence: number;
	/** How long an expired token is still accepted, while the page fetches the next one. */
	readonly tokenGrace: number;
	/** Time for a resumed member to publish its streams again. It does so at once, a slow phone within a second. */
	readonly republishWithin: number;
}

export function limitsOf(config: Config): Limits {
	/** So that a single address can't have all that others need, and a benchmark has to raise only one limit. */
	const half = Math.max(10, Math.ceil(config.maxSocketsPerAddress / 2));
	return {
		members: config.maxMembers,
		rooms: config.maxRooms,
		roomsPerAddress: half,
		roomRemembered: 120_000,
		streamsPerUser: config.maxStreamsPerUser,
		socketsPerAddress: config.maxSocketsPerAddress,
		connectionsPerAddress: config.maxSocketsPerAddress + 100,
		watchersPerRoom: 50,
		connectInLobby: config.connectInLobby,
		prepared: { burst: config.maxMembers * 2, perSecond: 0.1 },
		anonymousSockets: 500,
		anonymousSocketsPerAddress: half,
		messages: { burst: config.messagesPerSecond * 4, perSecond: config.messagesPerSecond },
		written: { burst: 10, perSecond: 2 },
		refusals: { burst: 20, perSecond: 1 },
		unsentBytes: 1_048_576,
		enterWithin: 5_000,
		silence: 2_500,
		tokenGrace: 5_000,
		republishWithin: 3_000
	};
}
