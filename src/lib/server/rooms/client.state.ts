import type { ActiveToken } from './active.token';
import type { Member } from './member';
import type { Room } from './room';
import type { Watcher } from './watcher';

/** Where somebody behind a socket is. */
export type ClientState =
	| { readonly at: 'anonymous'; readonly deadline: NodeJS.Timeout; readonly since: number }
	| {
			readonly at: 'lobby';
			readonly room: Room;
			readonly token: ActiveToken;
			readonly watcher: Watcher;
			readonly sessionID: string;
			/** When it began as anonymous, by `performance.now()`. */
			readonly since: number;
	  }
	| { readonly at: 'room'; readonly room: Room; readonly token: ActiveToken; readonly member: Member }
	| { readonly at: 'closed' };
