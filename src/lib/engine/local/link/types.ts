/** What the signalling link is told, and what it tells. */
import type { Assert, IsJson } from '../../../../../machines/json';
import type { Outbound, ServerEvent } from '../messages';
import type { ServerMessage } from '../../../api/signalling';

export type SendCommand = { type: 'send'; message: Outbound };

/** `socket.heard`: a beat of the server. All its other messages come as `socket.message`. */
export type SocketEvent =
	| { type: 'socket.opened' }
	| { type: 'socket.heard' }
	| { type: 'socket.message'; message: ServerMessage }
	| { type: 'socket.closed' };
export type NetworkEvent = { type: 'browser.online' } | { type: 'browser.offline' };
/** Somebody's media arrives no longer. `flowing`: from how many others it does. */
export type MediaStalled = { type: 'media.stalled'; flowing: number };
/** A path to somebody that was gone is back: the network lets something through. */
export type MediaReturned = { type: 'media.returned' };
export type LinkEvent = SocketEvent | NetworkEvent | MediaStalled | MediaReturned | SendCommand;

/** What the session hears of the link. `doubted`: the server is silent for longer than it should be. */
export type LinkReport = { type: 'link.up' } | { type: 'link.doubted' } | { type: 'link.down' } | ServerEvent;

/** Each room has a socket of its own, because another process may keep it. */
export type LinkInput = { roomID: string };

/** `attempt` counts the sockets from the one on which the server was last heard, up to the first that is not hurried. */
export type LinkContext = LinkInput & { attempt: number };
export type ContextIsJson = Assert<IsJson<LinkContext>>;
