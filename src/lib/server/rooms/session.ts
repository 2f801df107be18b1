/**
 * One socket's life: at the door until it says who it is, in the lobby while it looks at a room, a member once logged in.
 * What it is now decides what it may say; everything else is refused.
 */
import type { RawData, WebSocket } from 'ws';
import type { Logger } from 'pino';
import type { FailureCode } from '../../../../machines/failure';
import {
	clientMessage,
	MAX_MESSAGE_BYTES,
	parse,
	type ClientMessage,
	type ServerMessage
} from '../../api/signalling';
import { Bucket, type Limits } from '../limits';
import type { TokenVerdict } from '../token04';
import { CLOSE, type CloseReason, type Link } from './link';
import type { Member } from './member';
import { Pass } from './pass';
import type { Room, Watcher } from './room';

export interface SessionHost {
	readonly limits: Limits;
	readonly log: Logger;
	verify(token: string): TokenVerdict;
	/** The room, made if need be; `null` when there are too many. */
	openRoom(roomID: string): Room | null;
	/** Someone left: an empty room goes. */
	tidyRoom(room: Room): void;
}

type State =
	| { readonly at: 'door'; readonly deadline: NodeJS.Timeout }
	| {
			readonly at: 'lobby';
			readonly room: Room;
			readonly pass: Pass;
			readonly watcher: Watcher;
			readonly sessionID: string;
	  }
	| { readonly at: 'room'; readonly room: Room; readonly pass: Pass; readonly member: Member }
	| { readonly at: 'closed' };

type Of<T extends ClientMessage['t']> = Extract<ClientMessage, { t: T }>;
type InRoom = Extract<State, { at: 'room' }>;

export class Session implements Link {
	readonly #ws: WebSocket;
	readonly #host: SessionHost;
	readonly #messages: Bucket;
	readonly #patience: Bucket;
	#state: State;
	readonly closed: Promise<void>;
	/** When it last said anything, on the clock of `performance.now()`. */
	heardAt = performance.now();

	constructor(ws: WebSocket, host: SessionHost) {
		this.#ws = ws;
		this.#host = host;
		this.#messages = new Bucket(host.limits.messages);
		this.#patience = new Bucket(host.limits.patience);
		this.#state = this.#atTheDoor();
		ws.on('message', (data, isBinary) => this.#receive(data, isBinary));
		this.closed = new Promise((resolve) => {
			ws.once('close', () => {
				this.#leave('lost', { at: 'closed' });
				resolve();
			});
		});
		// `ws` closes the socket itself on a protocol error, e.g. a frame far beyond the limit.
		ws.on('error', (error) => host.log.warn({ error: error.message }, 'socket error'));
	}

	get isStranger(): boolean {
		return this.#state.at === 'door';
	}

	send(message: ServerMessage): void {
		if (this.#ws.readyState !== this.#ws.OPEN) return;
		if (this.#ws.bufferedAmount > this.#host.limits.backlog) return this.#ws.terminate();
		this.#ws.send(JSON.stringify(message));
	}

	close(reason: CloseReason): void {
		this.#leave(reason, { at: 'closed' });
		this.#ws.close(CLOSE[reason]);
	}

	/** For a socket that no closing handshake can be expected of. */
	terminate(): void {
		this.#ws.terminate();
	}

	#receive(data: RawData, isBinary: boolean): void {
		this.heardAt = performance.now();
		if (this.#state.at === 'closed') return;
		if (!this.#messages.take()) return this.#refuse('message', 'capacity.tooFast', 'too many messages');
		if (isBinary || !Buffer.isBuffer(data)) return this.#refuse('message', 'config.badMessage', 'text only');
		if (data.byteLength > MAX_MESSAGE_BYTES) {
			return this.#refuse('message', 'capacity.tooLarge', `at most ${MAX_MESSAGE_BYTES} bytes`);
		}
		const message = parse(clientMessage, data.toString('utf8'));
		if (!message) return this.#refuse('message', 'config.badMessage', 'not a message of this protocol');
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
				if (this.#state.at !== 'door') this.#leave('left', this.#atTheDoor());
				return this.send({ t: 'loggedOut' });
			default:
				if (this.#state.at !== 'room') return this.#refuse(message.t, 'config.notLoggedIn', 'log in first');
				return this.#handleAsMember(this.#state, message);
		}
	}

	#handleAsMember(
		{ room, member, pass }: InRoom,
		message: Exclude<ClientMessage, Of<'beat' | 'enter' | 'login' | 'renew' | 'logout'>>
	): void {
		switch (message.t) {
			case 'answer': {
				const { to, offerID } = message.answer;
				if (!room.answer(member, message.answer)) this.send({ t: 'stale', userID: to, offerID });
				return;
			}
			case 'park':
				return room.park(member, message.offerID, message.sdp);
			case 'publish': {
				const stream = { ...message.stream, userID: member.userID };
				return this.#report('publish', pass.claims.publish ? room.publish(member, stream) : 'auth.forbidden');
			}
			case 'unpublish':
				return this.#report('unpublish', room.unpublish(member, message.streamID));
			case 'device':
				return this.#report('device', room.device(member, message.streamID, message.device, message.status));
			case 'signal':
				if (!room.signal(member, message.to, message.sessionID, message.signal)) {
					this.#host.log.debug({ from: member.userID, to: message.to }, 'signal to someone who is gone');
				}
		}
	}

	#enter({ roomID, sessionID, token }: Of<'enter'>): void {
		if (this.#state.at === 'room') return this.#refuse('enter', 'config.alreadyLoggedIn', 'log out first');
		const verdict = this.#host.verify(token);
		if (!verdict.ok) return this.#refuse('enter', verdict.code, verdict.detail);
		if (verdict.claims.roomID !== roomID) return this.#refuse('enter', 'auth.tokenInvalid', 'for another room');
		const room = this.#host.openRoom(roomID);
		if (!room) return this.#refuse('enter', 'capacity.tooManyRooms', 'no further room');
		const watcher: Watcher = { userID: verdict.claims.userID, link: this };
		// Asked before the old place is left: a refused `enter` changes nothing.
		const refusal = room.watch(watcher);
		if (refusal) return this.#refuse('enter', refusal, 'the lobby is full');
		this.#leave('left', { at: 'lobby', room, pass: this.#pass(verdict.claims), watcher, sessionID });
	}

	#login({ userName, answers }: Of<'login'>): void {
		const state = this.#state;
		if (state.at === 'room') return this.#refuse('login', 'config.alreadyLoggedIn', 'already in the room');
		if (state.at !== 'lobby') return this.#refuse('login', 'config.notLoggedIn', 'enter first');
		if (state.pass.isExpired) return this.#refuse('login', 'auth.tokenExpired', 'renew it first');
		const { room, pass, sessionID } = state;
		const { userID } = pass.claims;
		const admission = room.admit({ userID, userName, sessionID }, this, answers);
		if (typeof admission === 'string') return this.#refuse('login', admission, 'the room is full');
		room.unwatch(state.watcher);
		this.#state = { at: 'room', room, pass, member: admission.member };
		this.#host.log.info({ userID, members: room.size }, admission.how);
	}

	#renew({ token }: Of<'renew'>): void {
		const state = this.#state;
		if (state.at !== 'lobby' && state.at !== 'room') return this.#refuse('renew', 'config.notLoggedIn', 'enter first');
		const verdict = this.#host.verify(token);
		if (!verdict.ok) return this.#refuse('renew', verdict.code, verdict.detail);
		const { userID, roomID } = state.pass.claims;
		if (verdict.claims.userID !== userID || verdict.claims.roomID !== roomID) {
			return this.#refuse('renew', 'auth.tokenInvalid', 'for another user or room');
		}
		state.pass.revoke();
		this.#state = { ...state, pass: this.#pass(verdict.claims) };
		this.send({ t: 'renewed' });
	}

	#pass(claims: Pass['claims']): Pass {
		return new Pass(claims, this.#host.limits.tokenGrace, {
			willExpire: () => this.send({ t: 'tokenWillExpire' }),
			expired: () => this.#tokenExpired()
		});
	}

	#tokenExpired(): void {
		if (this.#state.at === 'room') {
			this.#state.room.kick(this.#state.member.userID, 'auth.tokenExpired');
		} else {
			this.#leave('left', this.#atTheDoor());
			this.#refuse('enter', 'auth.tokenExpired', 'enter again with a fresh one');
		}
	}

	#atTheDoor(): State {
		return { at: 'door', deadline: setTimeout(() => this.close('tooLate'), this.#host.limits.enterWithin) };
	}

	/** Gives up what the present state holds, then takes the next. */
	#leave(why: 'left' | 'lost' | CloseReason, next: State): void {
		const state = this.#state;
		this.#state = next;
		if (state.at === 'door') clearTimeout(state.deadline);
		if (state.at === 'closed' || state.at === 'door') return;
		state.pass.revoke();
		if (state.at === 'lobby') state.room.unwatch(state.watcher);
		else {
			state.room.remove(state.member, why === 'left' ? 'left' : 'lost');
			this.#host.log.info({ userID: state.member.userID, members: state.room.size }, why);
		}
		this.#host.tidyRoom(state.room);
	}

	#report(of: ClientMessage['t'], failure: FailureCode | null): void {
		if (failure) this.#refuse(of, failure, '');
	}

	#refuse(of: string, code: FailureCode, detail: string): void {
		this.#host.log.warn({ of, code, detail }, 'refused');
		this.send({ t: 'refused', of, code, detail });
		if (!this.#patience.take()) this.close('policyViolation');
	}
}
