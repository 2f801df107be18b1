import type { RawData, WebSocket } from 'ws';
import type { FailureCode } from '../../../../machines/failure';
import type { ClientMessage, PassedSignal, ServerMessage } from '../../api/signalling';
import { RateLimit } from '../rate.limit';
import type { TokenClaims } from '../token04';
import { ActiveToken } from './active.token';
import type { ClientHost } from './client.host';
import { BEAT_TEXT, readMessage } from './client.message';
import type { ClientState as State } from './client.state';
import { CLOSE_CODES, type ClientSocket, type CloseReason } from './client.socket';
import { handleAsMember } from './member.messages';
import type { Watcher } from './watcher';

type Of<T extends ClientMessage['t']> = Extract<ClientMessage, { t: T }>;
type InLobby = Extract<State, { at: 'lobby' }>;

const LOCKED = ['auth.roomLocked', 'only who was there before comes in'] as const;

/**
 * One socket of the room server and who is behind it: anonymous until it shows a valid token, then in the lobby of a room, then
 * a member of the room. Each state accepts its own messages and refuses all others.
 */
export class Client implements ClientSocket {
	readonly #ws: WebSocket;
	readonly #host: ClientHost;
	/** The address, or the network, that it counts for. */
	readonly address: string;
	/** What its address names; null: any room. */
	readonly #roomID: string | null;
	readonly #messages: RateLimit;
	/** Made for the first refusal. */
	#refusals: RateLimit | null = null;
	#state: State;
	/** Time of the last message or pong, by `performance.now()`. */
	heardAt = performance.now();
	/** What `heardAt` was at the latest ping. */
	#pingedAfter = 0;

	constructor(ws: WebSocket, host: ClientHost, asked: { address: string; roomID: string | null }) {
		this.#ws = ws;
		this.address = asked.address;
		this.#roomID = asked.roomID;
		this.#host = host;
		this.#messages = new RateLimit(host.limits.messages);
		this.#state = this.#anonymous();
		ws.on('message', (data, isBinary) => this.#receive(data, isBinary));
		ws.on('pong', () => (this.heardAt = performance.now()));
		ws.on('close', () => this.#leave('lost', { at: 'closed' }));
		// On a protocol error, such as a frame far beyond the limit, `ws` closes the socket by itself.
		ws.on('error', (error) => host.log.warn({ error: error.message }, 'socket error'));
	}

	closes(): Promise<unknown> {
		return new Promise((resolve) => this.#ws.once('close', resolve));
	}

	send(message: ServerMessage | PassedSignal): void {
		this.#send(JSON.stringify(message));
	}

	#send(text: string): void {
		if (this.#ws.readyState !== this.#ws.OPEN) return;
		if (this.#ws.bufferedAmount > this.#host.limits.unsentBytes) return this.#ws.terminate();
		this.#ws.send(text);
	}

	/** The page answers the message, and from it learns that the server is there. */
	beat(): void {
		this.#send(BEAT_TEXT);
	}

	/**
	 * Once in a silence. The browser answers it: a page whose main thread is busy is not lost, because its pictures and sound go
	 * on.
	 */
	ping(): void {
		if (this.#pingedAfter === this.heardAt || this.#ws.readyState !== this.#ws.OPEN) return;
		this.#pingedAfter = this.heardAt;
		this.#ws.ping();
	}

	/** Warns of the end of its token, and takes back what that gave. */
	checkToken(now: number): void {
		if (this.#state.at !== 'lobby' && this.#state.at !== 'room') return;
		const due = this.#state.token.due(now);
		if (due === 'warning') this.send({ t: 'tokenWillExpire' });
		if (due === 'end') this.#tokenExpired();
	}

	lockedOut(): void {
		const state = this.#state;
		if (state.at !== 'lobby' || state.room.door.admits(state.token.claims)) return;
		this.#leave('left', this.#anonymous());
		this.#refuse('enter', ...LOCKED);
	}

	close(reason: CloseReason): void {
		this.#leave(reason, { at: 'closed' });
		this.#ws.close(CLOSE_CODES[reason]);
	}

	/** Cuts the socket off without a closing handshake. */
	terminate(): void {
		this.#ws.terminate();
	}

	#receive(data: RawData, isBinary: boolean): void {
		this.heardAt = performance.now();
		if (this.#state.at === 'closed') return;
		if (!this.#messages.take(this.heardAt)) return this.#refuse('message', 'capacity.tooFast', 'too many messages');
		const message = readMessage(data, isBinary);
		if (!('t' in message)) return this.#refuse('message', message.code, message.detail);
		this.#handle(message);
	}

	#handle(message: ClientMessage): void {
		switch (message.t) {
			case 'beat':
				return;
			case 'enter':
				return this.#enter(message);
			case 'login':
				return this.#login(message);
			case 'renew':
				return this.#renew(message);
			case 'logout':
				if (this.#state.at !== 'anonymous') this.#leave('left', this.#anonymous());
				return this.send({ t: 'loggedOut' });
			case 'prepare':
			case 'release':
				if (this.#state.at !== 'lobby') return this.#refuse(message.t, 'config.notLoggedIn', 'only in the lobby');
				return this.#visit(this.#state, message);
			default:
				if (this.#state.at !== 'room') return this.#refuse(message.t, 'config.notLoggedIn', 'log in first');
				return this.#report(message.t, handleAsMember(this.#state, message, this.#host.log));
		}
	}

	#visit({ room, watcher }: InLobby, message: Of<'prepare' | 'release'>): void {
		if (message.t === 'release') return room.lobby.visits.release(watcher, message.to);
		const { to: userID, offerID } = message.answer;
		this.send({ t: room.prepare(watcher, message.answer) ? 'prepared' : 'stale', userID, offerID });
	}

	#enter({ roomID, sessionID, token }: Of<'enter'>): void {
		const state = this.#state;
		if (state.at !== 'anonymous' && state.at !== 'lobby')
			return this.#refuse('enter', 'config.alreadyLoggedIn', 'log out first');
		if (roomID !== (this.#roomID ?? roomID))
			return this.#refuse('enter', 'config.roomID', 'this socket is for another room');
		const verdict = this.#host.verify(token);
		if (!verdict.ok) return this.#refuse('enter', verdict.code, verdict.detail);
		if (verdict.claims.roomID !== roomID) return this.#refuse('enter', 'auth.tokenInvalid', 'for another room');
		if (!this.#host.mayOpen(roomID, this.address))
			return this.#refuse('enter', 'capacity.tooManyRooms', 'no further room');
		const room = this.#host.roomOf(roomID);
		if (!room.door.admits(verdict.claims)) return this.#refuse('enter', ...LOCKED);
		const watcher: Watcher = { userID: verdict.claims.userID, socket: this };
		// Before leaving the old room, which may be the same, and would end without anyone in it.
		room.watch(watcher);
		const { since } = state;
		this.#leave('left', { at: 'lobby', room, token: this.#activate(verdict.claims), watcher, sessionID, since });
	}

	#login({ userName, answers }: Of<'login'>): void {
		const state = this.#state;
		if (state.at === 'room') return this.#refuse('login', 'config.alreadyLoggedIn', 'already in the room');
		if (state.at !== 'lobby') return this.#refuse('login', 'config.notLoggedIn', 'enter first');
		const { room, token, sessionID, watcher } = state;
		const refuse = (code: FailureCode, detail: string) => {
			room.lobby.visits.end(watcher);
			this.#refuse('login', code, detail);
		};
		if (token.isExpired) return refuse('auth.tokenExpired', 'renew it first');
		const { userID, person } = token.claims;
		if (!room.door.admits(token.claims)) return refuse(...LOCKED);
		if (!this.#host.openRoom(room, this.address)) return refuse('capacity.tooManyRooms', 'no further room');
		const login = room.login({ userID, userName: person?.name ?? userName, sessionID }, watcher, answers);
		if (typeof login === 'string') return refuse(login, 'the room is full');
		room.unwatch(watcher);
		this.#state = { at: 'room', room, token, member: login.member };
		this.#host.journal.loggedIn(login, room.size, state.since);
	}

	#renew({ token }: Of<'renew'>): void {
		const state = this.#state;
		if (state.at !== 'lobby' && state.at !== 'room') return this.#refuse('renew', 'config.notLoggedIn', 'enter first');
		const verdict = this.#host.verify(token);
		if (!verdict.ok) return this.#refuse('renew', verdict.code, verdict.detail);
		const { userID, roomID } = state.token.claims;
		if (verdict.claims.userID !== userID || verdict.claims.roomID !== roomID) {
			return this.#refuse('renew', 'auth.tokenInvalid', 'for another user or room');
		}
		this.#state = { ...state, token: this.#activate(verdict.claims) };
		this.send({ t: 'renewed' });
	}

	#activate(claims: TokenClaims): ActiveToken {
		return new ActiveToken(claims, this.#host.limits.tokenGrace);
	}

	#tokenExpired(): void {
		if (this.#state.at === 'room') {
			this.#state.room.kick(this.#state.member.userID, 'auth.tokenExpired');
		} else {
			this.#leave('left', this.#anonymous());
			this.#refuse('enter', 'auth.tokenExpired', 'enter again with a fresh one');
		}
	}

	#anonymous(): State {
		this.#host.anonymous.add(this);
		const deadline = setTimeout(() => this.close('tooLate'), this.#host.limits.enterWithin);
		return { at: 'anonymous', deadline, since: performance.now() };
	}

	/** Releases what the current state holds and goes to `next`. */
	#leave(why: 'left' | 'lost' | CloseReason, next: State): void {
		const state = this.#state;
		this.#state = next;
		if (state.at === 'anonymous') {
			clearTimeout(state.deadline);
			if (next.at !== 'anonymous') this.#host.anonymous.delete(this);
		}
		if (state.at === 'closed' || state.at === 'anonymous') return;
		if (state.at === 'lobby') state.room.unwatch(state.watcher);
		else {
			state.room.remove(state.member, why === 'left' ? 'left' : 'lost');
			this.#host.log.info({ userID: state.member.userID, members: state.room.size }, why);
		}
		this.#host.closeIfEmpty(state.room);
	}

	#report(of: ClientMessage['t'], failure: FailureCode | null): void {
		if (failure) this.#refuse(of, failure, '');
	}

	#refuse(of: string, code: FailureCode, detail: string): void {
		this.#host.journal.refused(of, code, detail);
		this.send({ t: 'refused', of, code, detail });
		this.#refusals ??= new RateLimit(this.#host.limits.refusals);
		if (!this.#refusals.take()) this.close('policyViolation');
	}
}
