import type { Logger } from 'pino';
import type { Journal } from '../journal';
import type { Limits } from '../limits';
import type { Verdict } from '../tokens';
import type { Room } from './room';
import type { AnonymousSockets } from './anonymous.sockets';

/** What a client asks of the server it belongs to. */
export interface ClientHost {
	readonly limits: Limits;
	readonly log: Logger;
	readonly journal: Journal;
	readonly anonymous: AnonymousSockets;
	verify(token: string): Verdict;
	/** The room, created if it does not exist. */
	roomOf(roomID: string): Room;
	/** Whether there is place for this room, if it has no member yet, for someone who comes from this address. */
	mayOpen(roomID: string, address: string): boolean;
	/** Counts a room that gets its first member, who comes from this address. False when there are too many. */
	openRoom(room: Room, address: string): boolean;
	/** Called after someone left. */
	closeIfEmpty(room: Room): void;
}
