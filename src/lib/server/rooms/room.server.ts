/** The room server: every room and every socket of this process. It takes HTTP upgrades and never listens itself. */
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Logger } from 'pino';
import { WebSocketServer, type WebSocket } from 'ws';
import { MAX_MESSAGE_BYTES } from '../../api/signalling';
import type { Limits } from '../limits';
import type { TokenVerdict } from '../token04';
import type { Gate, Turned } from './gate';
import { Liveness } from './liveness';
import { Room } from './room';
import { Session, type SessionHost } from './session';

/** How long sockets have to answer the closing handshake before they are cut (ms). */
const CLOSE_WITHIN = 1_000;

const STATUS_TEXT = { 403: 'Forbidden', 404: 'Not Found', 429: 'Too Many Requests', 503: 'Service Unavailable' };

/** For logs: room IDs are what lets people in. */
const shortHash = (roomID: string) => createHash('sha256').update(roomID).digest('hex').slice(0, 8);

export class RoomServer implements SessionHost {
	readonly limits: Limits;
	readonly log: Logger;
	readonly verify: (token: string) => TokenVerdict;
	readonly #gate: Gate;
	readonly #rooms = new Map<string, Room>();
	readonly #sessions = new Set<Session>();
	readonly #liveness: Liveness;
	/** Messages somewhat too large get a refusal in words; far larger ones are cut off unread. */
	readonly #upgrader = new WebSocketServer({
		noServer: true,
		clientTracking: false,
		maxPayload: MAX_MESSAGE_BYTES * 4
	});
	#closed: Promise<void> | null = null;

	constructor(limits: Limits, gate: Gate, log: Logger, verify: (token: string) => TokenVerdict) {
		this.limits = limits;
		this.log = log;
		this.verify = verify;
		this.#gate = gate;
		this.#liveness = new Liveness(this.#sessions, limits.silence);
	}

	get stats(): { rooms: number; members: number } {
		const sizes = [...this.#rooms.values()].map((room) => room.size).filter((size) => size > 0);
		return { rooms: sizes.length, members: sizes.reduce((sum, size) => sum + size, 0) };
	}

	get isClosing(): boolean {
		return this.#closed !== null;
	}

	upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
		const turned = this.#check(request);
		if (turned) return this.#turnAway(socket, turned);
		this.#upgrader.handleUpgrade(request, socket, head, (ws) => this.#accept(ws, this.#gate.admit(request)));
	}

	/** Sends one person away; false when there is no such room or member. */
	kick(roomID: string, userID: string): boolean {
		return this.#rooms.get(roomID)?.kick(userID, 'kicked.byHost') ?? false;
	}

	/** Sends everyone away; false when there is no such room. */
	endRoom(roomID: string): boolean {
		const room = this.#rooms.get(roomID);
		if (!room || room.size === 0) return false;
		room.end();
		return true;
	}

	openRoom(roomID: string): Room | null {
		const known = this.#rooms.get(roomID);
		if (known) return known;
		if (this.#rooms.size >= this.limits.rooms) return null;
		const room = new Room(roomID, this.limits);
		this.#rooms.set(roomID, room);
		this.log.info({ room: shortHash(roomID) }, 'room opened');
		return room;
	}

	tidyRoom(room: Room): void {
		if (!room.isEmpty || this.#rooms.get(room.roomID) !== room) return;
		this.#rooms.delete(room.roomID);
		this.log.info({ room: shortHash(room.roomID) }, 'room closed');
	}

	/** Tells everyone to come back later and closes every socket, in bounded time. */
	close(): Promise<void> {
		this.#closed ??= this.#close();
		return this.#closed;
	}

	async #close(): Promise<void> {
		this.#liveness.stop();
		for (const room of this.#rooms.values()) room.dissolve();
		const sessions = [...this.#sessions];
		for (const session of sessions) {
			session.send({ t: 'closing' });
			session.close('serviceRestart');
		}
		const cut = setTimeout(() => sessions.forEach((session) => session.terminate()), CLOSE_WITHIN);
		await Promise.all(sessions.map((session) => session.closed));
		clearTimeout(cut);
	}

	#check(request: IncomingMessage): Turned | null {
		if (this.isClosing) return { status: 503, code: 'network.serverClosing', detail: 'closing' };
		const strangers = [...this.#sessions].filter((session) => session.isStranger).length;
		if (strangers >= this.limits.strangers)
			return { status: 503, code: 'capacity.tooFast', detail: 'too many strangers' };
		return this.#gate.check(request);
	}

	#accept(ws: WebSocket, release: () => void): void {
		const session = new Session(ws, this);
		this.#sessions.add(session);
		this.#liveness.start();
		void session.closed.then(() => {
			release();
			this.#sessions.delete(session);
			if (this.#sessions.size === 0) this.#liveness.stop();
		});
	}

	#turnAway(socket: Duplex, { status, code, detail }: Turned): void {
		this.log.warn({ of: 'upgrade', code, detail }, 'refused');
		const body = JSON.stringify({ code, detail });
		socket.on('error', (error) => this.log.debug({ error: error.message }, 'socket error'));
		socket.end(
			[
				`HTTP/1.1 ${status} ${STATUS_TEXT[status]}`,
				'Connection: close',
				'Content-Type: application/json',
				`Content-Length: ${Buffer.byteLength(body)}`,
				'',
				body
			].join('\r\n')
		);
	}
}
