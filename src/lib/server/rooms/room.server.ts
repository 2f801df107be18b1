import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Logger } from 'pino';
import { WebSocketServer, type WebSocket } from 'ws';
import { MAX_MESSAGE_BYTES } from '../../api/signalling';
import { Counts } from '../counts';
import type { Journal } from '../journal';
import type { Limits } from '../limits';
import type { Tokens, Verdict } from '../tokens';
import type { Admission, UpgradeRefusal } from './admission';
import { Client } from './client';
import type { ClientHost } from './client.host';
import { refuseUpgrade } from '../http/refuse';
import { RateLimitPerAddress } from '../rate.limit';
import { personOf } from '../seat';
import { Doors } from './doors';
import { Heartbeat } from './heartbeat';
import { Room } from './room';
import { AnonymousSockets } from './anonymous.sockets';

/** How long a closing server waits for the closing handshakes (ms). */
const CLOSE_WITHIN = 1_000;

const STATUS_TEXT = {
	400: 'Bad Request',
	403: 'Forbidden',
	404: 'Not Found',
	429: 'Too Many Requests',
	503: 'Service Unavailable'
};

/** Room IDs stay out of the log because whoever knows one can join. */
const shortHash = (roomID: string) => createHash('sha256').update(roomID).digest('hex').slice(0, 8);

/** Everyone in a room or its lobby who is the same person. */
const tabsOf = (room: Room, userID: string) => room.userIDs.filter((other) => personOf(other) === personOf(userID));

/** All rooms and sockets of this process. It takes over HTTP upgrades and never listens itself. */
export class RoomServer implements ClientHost {
	readonly limits: Limits;
	readonly log: Logger;
	readonly journal: Journal;
	readonly anonymous: AnonymousSockets;
	readonly #tokens: Tokens;
	readonly #admission: Admission;
	/** All rooms that somebody is in or looks at. */
	readonly #rooms = new Map<string, Room>();
	/** Those with a member, each with what to call when the last one has gone. */
	readonly #open = new Map<Room, () => void>();
	readonly #opened = new Counts();
	readonly #doors: Doors;
	readonly #clients = new Set<Client>();
	readonly #heartbeat: Heartbeat;
	/** Refused upgrades that are answered with their reason. */
	readonly #refusals: RateLimitPerAddress;
	/** A message over the limit is refused by the client's handler; one of four times the limit ends the socket unread. */
	readonly #upgrader = new WebSocketServer({
		noServer: true,
		clientTracking: false,
		maxPayload: MAX_MESSAGE_BYTES * 4
	});
	#closed: Promise<void> | null = null;

	constructor(limits: Limits, admission: Admission, journal: Journal, tokens: Tokens) {
		this.limits = limits;
		this.#doors = new Doors(limits);
		this.log = journal.log;
		this.journal = journal;
		this.#tokens = tokens;
		this.anonymous = new AnonymousSockets(limits.anonymousSockets);
		this.#admission = admission;
		this.#refusals = new RateLimitPerAddress(limits.refusals);
		this.#heartbeat = new Heartbeat(this.#clients, limits.silence);
	}

	/** What is in use. `lobbies` are the rooms with people who wait to join. */
	get stats(): { rooms: number; members: number; lobbies: number; sockets: number } {
		const rooms = [...this.#rooms.values()];
		return {
			rooms: this.#open.size,
			members: rooms.reduce((sum, room) => sum + room.size, 0),
			lobbies: rooms.filter((room) => room.watchers > 0).length,
			sockets: this.#clients.size
		};
	}

	/** How many of the rooms are in use, from 0 to 1. At 1 no further room can begin. */
	get saturation(): number {
		return this.#open.size / this.limits.rooms;
	}

	get isClosing(): boolean {
		return this.#closed !== null;
	}

	upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
		const refusal = this.#check(request);
		if (refusal) return this.#refuse(socket, refusal, this.#admission.addressOf(request));
		this.#upgrader.handleUpgrade(request, socket, head, (ws) => this.#accept(ws, request));
	}

	/** Kicks one person, with all their tabs; false when they are not there. Their tokens no longer let them in. */
	kick(roomID: string, userID: string): boolean {
		const room = this.#rooms.get(roomID);
		if (!room?.has(userID)) return false;
		// Before they are kicked, so that nobody comes back in between.
		this.#tokens.revoke({ roomID, userID }, 'kicked.byHost');
		for (const tab of tabsOf(room, userID)) room.kick(tab, 'kicked.byHost');
		return true;
	}

	/** Asks one person, in all their tabs, to turn off their microphone; false when they are not in the room. */
	requestMute(roomID: string, userID: string): boolean {
		const room = this.#rooms.get(roomID);
		const tabs = room ? tabsOf(room, userID).flatMap((tab) => room.memberOf(tab) ?? []) : [];
		for (const { socket } of tabs) socket.send({ t: 'muteRequested', device: 'microphone' });
		return tabs.length > 0;
	}

	/** Locks or unlocks a room; false when nobody is in it and it is not remembered. */
	setLocked(roomID: string, locked: boolean): boolean {
		const room = this.#rooms.get(roomID);
		const door = room && room.size > 0 ? room.door : this.#doors.kept(roomID);
		if (!door) return false;
		if (!locked) door.unlock();
		else if (room) room.lock();
		else door.lock([]);
		return true;
	}

	/** Whether this token is a host's, and for this room. */
	isHost(token: string, roomID: string): boolean {
		const verdict = this.verify(token);
		if (!verdict.ok || verdict.claims.roomID !== roomID) return false;
		const door = this.#rooms.get(roomID)?.door ?? this.#doors.of(roomID);
		return door.isHost(verdict.claims);
	}

	/** Kicks everyone in a room and its lobby, and forgets it; false when there is nothing of it. Their tokens no longer let them in. */
	endRoom(roomID: string): boolean {
		const room = this.#rooms.get(roomID);
		if (!room && !this.#doors.kept(roomID)) return false;
		this.#tokens.revoke({ roomID }, 'kicked.roomEnded');
		room?.end();
		this.#doors.forget(roomID);
		return true;
	}

	verify(token: string): Verdict {
		return this.#tokens.verify(token);
	}

	roomOf(roomID: string): Room {
		const room = this.#rooms.get(roomID) ?? new Room(roomID, this.limits, this.#doors.of(roomID));
		this.#rooms.set(roomID, room);
		return room;
	}

	mayOpen(roomID: string, address: string): boolean {
		const room = this.#rooms.get(roomID);
		if (room && this.#open.has(room)) return true;
		return this.#open.size < this.limits.rooms && this.#opened.of(address) < this.limits.roomsPerAddress;
	}

	openRoom(room: Room, address: string): boolean {
		if (!this.mayOpen(room.roomID, address)) return false;
		if (this.#open.has(room)) return true;
		this.#open.set(room, this.#opened.add(address));
		this.#doors.release(room.roomID);
		room.door.openedFrom(address);
		this.log.info({ room: shortHash(room.roomID) }, 'room opened');
		return true;
	}

	closeIfEmpty(room: Room): void {
		const release = this.#open.get(room);
		if (release && room.size === 0) {
			release();
			this.#open.delete(room);
			this.#doors.keep(room.roomID, room.door);
			this.log.info({ room: shortHash(room.roomID) }, 'room closed');
		}
		if (room.isEmpty && this.#rooms.get(room.roomID) === room) this.#rooms.delete(room.roomID);
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
		await Promise.all(clients.map((client) => client.closes()));
		clearTimeout(cut);
	}

	#check(request: IncomingMessage): UpgradeRefusal | null {
		if (this.isClosing) return { status: 503, code: 'network.serverClosing', detail: 'closing' };
		if (this.anonymous.of(this.#admission.addressOf(request)) >= this.limits.anonymousSocketsPerAddress) {
			return { status: 429, code: 'capacity.tooFast', detail: 'too many sockets without a token from this address' };
		}
		return this.#admission.check(request);
	}

	#accept(ws: WebSocket, request: IncomingMessage): void {
		const release = this.#admission.count(request);
		const asked = { address: this.#admission.addressOf(request), roomID: this.#admission.roomOf(request) };
		const client = new Client(ws, this, asked);
		this.#clients.add(client);
		this.#heartbeat.start();
		ws.on('close', () => {
			release();
			this.#clients.delete(client);
			if (this.#clients.size === 0) this.#heartbeat.stop();
		});
	}

	/** Whoever is refused again and again costs no line in the log. */
	#refuse(socket: Duplex, { status, code, detail }: UpgradeRefusal, address: string): void {
		if (!this.#refusals.take(address)) {
			this.journal.refusedAgain('capacity.tooFast');
			return refuseUpgrade(socket, `429 ${STATUS_TEXT[429]}`, {
				code: 'capacity.tooFast',
				detail: 'refused too often'
			});
		}
		this.journal.refused('upgrade', code, detail);
		refuseUpgrade(socket, `${status} ${STATUS_TEXT[status]}`, { code, detail });
	}
}
