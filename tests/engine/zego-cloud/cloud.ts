/** The stand-in as tests use it: start it, point Chromium at it, tell it what to do wrong. */
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { makeCA, makeCertificate } from '../../../src/bin/lib/certificate.mjs';
import { Faults } from './faults';
import { Link } from './link';
import { MediaSessions, mediaService } from './media.service';
import { roomService, type RoomOptions } from './room.service';
import { CLOSE, KICK, Rooms } from './rooms';
import { Tunnel } from './tunnel';
import { SERVICE } from './wire/link.messages';

const LOOPBACK = '127.0.0.1';
const ACCESS_PATH = '/accesshub';
/** What the SDK asks before it uploads logs: do not. */
const NO_LOGS = '{"code":0,"data":{"type":0}}';

export class ZegoCloud {
	readonly faults = new Faults();
	readonly rooms = new Rooms();
	readonly media = new MediaSessions();
	/** Tokens that clients have sent in place of the one they logged in with. */
	readonly renewals: { userID: string; token: string }[] = [];
	readonly options: RoomOptions = {
		authorize: () => 0,
		tokenSeconds: 0,
		renewed: (userID, token) => void this.renewals.push({ userID, token })
	};
	readonly #links = new Set<Link>();
	readonly #connections = new Set<Duplex>();
	#server: Server | null = null;
	#port = 0;
	#tunnel: Tunnel | null = null;
	#pems: { key: string; cert: string } | null = null;

	private constructor() {
		this.rooms.onLeft = (userID) => void this.media.closeAll((session) => session.userID === userID);
	}

	static async start(): Promise<ZegoCloud> {
		const cloud = new ZegoCloud();
		await cloud.comeBack();
		cloud.#tunnel = await Tunnel.open(LOOPBACK, () => cloud.#port);
		return cloud;
	}

	/** Every name leads here, whatever certificate it shows. */
	get chromiumArgs(): string[] {
		return [
			`--host-resolver-rules=MAP * ${LOOPBACK}:${this.#port}, EXCLUDE ${LOOPBACK}, EXCLUDE localhost`,
			'--ignore-certificate-errors',
			'--allow-loopback-in-peer-connection'
		];
	}

	get firefoxPreferences(): Record<string, string | number> {
		return {
			'network.proxy.type': 1,
			'network.proxy.ssl': LOOPBACK,
			'network.proxy.ssl_port': this.#tunnel?.port ?? 0
		};
	}

	/** Logged in elsewhere, by the host, or because the token ran out. */
	kick(userID: string, reason: keyof typeof KICK, message = ''): void {
		const closeType = reason === 'loginElsewhere' ? CLOSE.loginElsewhere : CLOSE.kicked;
		for (const member of this.rooms.membersOf(userID))
			this.rooms.leave(member, closeType, (listener) => listener.kicked(KICK[reason], message));
	}

	/** Cuts this user's sockets, or everyone's; they may connect again at once. */
	dropLinks(userID?: string): void {
		for (const link of this.#links) if (userID === undefined || link.userID === userID) link.drop();
	}

	/** Nothing answers any more. Rooms are remembered. */
	async goAway(): Promise<void> {
		const server = this.#server;
		this.#server = null;
		if (!server) return;
		const closed = new Promise((done) => server.close(done));
		// Also those that only begin to speak TLS: nobody else knows of them, and the server waits for every one.
		for (const connection of this.#connections) connection.destroy();
		await closed;
	}

	async comeBack(): Promise<void> {
		if (this.#server) return;
		this.#pems ??= await makeCertificate(await makeCA());
		const server = createServer(this.#pems, (_request, response) => {
			response.writeHead(200, { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' }).end(NO_LOGS);
		});
		server.on('connection', (connection) => {
			this.#connections.add(connection);
			connection.on('close', () => this.#connections.delete(connection));
		});
		const sockets = new WebSocketServer({ server });
		const services = {
			[SERVICE.rooms]: roomService(this.rooms, this.faults, this.options),
			[SERVICE.media]: mediaService(this.media, this.faults)
		};
		sockets.on('connection', (socket, request) => {
			// Log sockets are accepted and ignored.
			if (!request.url?.startsWith(ACCESS_PATH)) return;
			const link = new Link(socket, this.faults, services);
			this.#links.add(link);
			socket.on('close', () => this.#links.delete(link));
		});
		await new Promise<void>((done) => server.listen(this.#port, LOOPBACK, done));
		this.#port = (server.address() as AddressInfo).port;
		this.#server = server;
	}

	async stop(): Promise<void> {
		await this.goAway();
		this.rooms.clear();
		await this.media.closeAll();
		this.#tunnel?.close();
	}
}
