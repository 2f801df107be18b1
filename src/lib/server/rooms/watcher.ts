import type { ClientSocket } from './client.socket';

/** Someone in the lobby: they see who is in the room and are not seen. */
export interface Watcher {
	readonly userID: string;
	readonly socket: ClientSocket;
}
