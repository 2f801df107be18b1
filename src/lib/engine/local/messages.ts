/** The messages of the signalling protocol as the charts see them. */
import type { ClientMessage, ServerMessage, Signal } from '../../api/signalling';

type ByType = { [T in ServerMessage['t']]: Omit<Extract<ServerMessage, { t: T }>, 't'> };
/** A server's message without its type. */
export type Told<T extends ServerMessage['t']> = ByType[T];
export type ServerEvent = { [T in ServerMessage['t']]: { type: `server.${T}` } & Told<T> }[ServerMessage['t']];
export type LobbyEvent = Extract<ServerEvent, { type: 'server.lobby' | 'server.offer' | 'server.users' }>;

/** The compiler can't see that type and fields still belong together. */
export const serverEvent = ({ t, ...fields }: ServerMessage) => ({ type: `server.${t}`, ...fields }) as ServerEvent;

type Enter = Omit<Extract<ClientMessage, { t: 'enter' }>, 'token'>;
/** The server passes on whatever it is given. */
type ToPeer = Omit<Extract<ClientMessage, { t: 'signal' }>, 'signal'> & { signal: Signal };
/** A message to the server before its token is added: charts, and so recordings, never hold a token. */
export type Outbound =
	| Exclude<ClientMessage, { t: 'enter' | 'renew' | 'beat' | 'signal' }>
	| Enter
	| ToPeer
	| { t: 'renew'; roomID: string };

/** `tokens`: by room. */
export function withToken(message: Outbound, tokens: ReadonlyMap<string, string>): ClientMessage {
	switch (message.t) {
		case 'enter':
			return { ...message, token: tokens.get(message.roomID) ?? '' };
		case 'renew':
			return { t: 'renew', token: tokens.get(message.roomID) ?? '' };
		default:
			return message;
	}
}
