import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Logger } from 'pino';
import { WebSocketServer, type WebSocket } from 'ws';
import { MAX_MESSAGE_BYTES } from '../../api/signalling';
import type { Limits } from '../limits';
import type { TokenVerdict } from '../token04';
import type { Admission, UpgradeRefusal } from './admission';
import { Client, type ClientHost } from './client';
import { Heartbeat } from './heartbeat';
import { Room } from './room';

/** How long a closing server waits for the closing handshakes (ms). */
const CLOSE_WITHIN = 1_000;

const STATUS_TEXT = { 403: 'Forbidden', 404: 'Not Found', 429: 'Too Many Requests', 503: 'Service Unavailable' };

/** Room IDs stay out of the log because whoever knows one can join. */
const shortHash = (roomID: string) => createHash('sha256').update(roomID).digest('hex').slice(0, 8);

/** All rooms and sockets of this process. It takes over HTTP upgrades and never listens itself. */
export class RoomServer implements ClientHost {
	readonly limits: Limits;
	readonly log: Logger;
	readonly verify: (token: string) => TokenVerdict;
	readonly #admission: Admission;
	readonly #rooms = new Map<string, Room>();
	readonly #clients = new Set<Client>();
	readonly #heartbeat: Heartbeat;
	/** A message over the limit is refused by the client's handler; one of four times the limit ends the socket unread. */
	readonly #upgrader = new WebSocketServer({
		noServer: true,
		clientTracking: false,
		maxPayload: MAX_MESSAGE_BYTES * 4
	});
	#closed: Promise<void> | null = null;

	constructor(limits: Limits, admission: Admission, log: Logger, verify: (token: string) => TokenVerdict) {
		this.limits = limits;
		this.log = log;
		this.verify = verify;
		this.#admission = admission;
		this.#heartbeat = new Heartbeat(this.#clients, limits.silence);
	}

	get stats(): { rooms: number; members: number } {
		const sizes = [...this.#rooms.values()].map((room) => room.size).filter((size) => size > 0);
		return { rooms: sizes.length, members: sizes.reduce((sum, size) => sum + size, 0) };
	}

	/** How much is in use of what runs out first, the rooms or the sockets that have shown no token yet: from 0 to 1. */
	get saturation(): number {
		const { rooms, anonymousSockets } = this.limits;
		return Math.max(this.#rooms.size / rooms, this.#anonymous / anonymousSockets);
	}

	get isClosing(): boolean {
		return this.#closed !== null;
	}

	upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
		const refusal = this.#check(request);
		if (refusal) return this.#refuse(socket, refusal);
		this.#upgrader.handleUpgrade(request, socket, head, (ws) => this.#accept(ws, this.#admission.count(request)));
	}

	/** Kicks one person; false when there is no such room or member. */
	kick(roomID: string, userID: string): boolean {
		return this.#rooms.get(roomID)?.kick(userID, 'kicked.byHost') ?? false;
	}

	/** Kicks everyone in a room; false when there is no such room or nobody is in it. */
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

	closeIfEmpty(room: Room): void {
		if (!room.isEmpty || this.#rooms.get(room.roomID) !== room) return;
		this.#rooms.delete(room.roomID);
		this.log.info({ room: shortHash(room.roomID) }, 'room closed');
	}

	/** Tells every client that the server closes, so that they come back later. Done within `CLOSE_WITHIN`. */
	close(): Promise<void> {
		this.#closed ??= this.#close();
		return this.#closed;
	}

	async #close(): Promise<void> {
		this.#heartbeat.stop();
		for (const room of this.#rooms.values()) room.dissolve();
		const clients = [...this.#clients];
		for (const client of clients) {
			client.send({ t: 'closing' });
			client.close('serviceRestart');
		}
		const cut = setTimeout(() => clients.forEach((client) => client.terminate()), CLOSE_WITHIN);
		await Promise.all(clients.map((client) => client.closed));
		clearTimeout(cut);
	}

	get #anonymous(): number {
		return [...this.#clients].filter((client) => client.isAnonymous).length;
	}

	#check(request: IncomingMessage): UpgradeRefusal | null {
		if (this.isClosing) return { status: 503, code: 'network.serverClosing', detail: 'closing' };
		if (this.#anonymous >= this.limits.anonymousSockets) {
			return { status: 503, code: 'capacity.tooFast', detail: 'too many sockets without a token' };
		}
		return this.#admission.check(request);
	}

	#accept(ws: WebSocket, release: () => void): void {
		const client = new Client(ws, this);
		this.#clients.add(client);
		this.#heartbeat.start();
		void client.closed.then(() => {
			release();
			this.#clients.delete(client);
			if (this.#clients.size === 0) this.#heartbeat.stop();
		});
	}

	#refuse(socket: Duplex, { status, code, detail }: UpgradeRefusal): void {
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
