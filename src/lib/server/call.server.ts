import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { destination, type DestinationStream, type Logger } from 'pino';
import { AccessControl } from './access/access';
import type { Config } from './config';
import { limitConnections } from './http/refuse';
import { answerToken } from './http/token';
import { answerWithoutUpgrade, isWebSocket } from './http/upgrade';
import { limitsOf, type Limits } from './limits';
import { Journal } from './journal';
import { logger } from './log';
import { Metrics } from './metrics';
import { RateLimitPerAddress } from './rate.limit';
import { Admission } from './rooms/admission';
import { RoomServer } from './rooms/room.server';
import { Tokens } from './tokens';

/** The server side of all calls: configuration, log, tokens and rooms. The HTTP server is the caller's. */
export class CallServer {
	readonly config: Config;
	readonly log: Logger;
	/** `null` unless the configuration asks for them. */
	readonly metrics: Metrics | null;
	readonly journal: Journal;
	readonly tokens: Tokens;
	/** `null`: whoever has the link of a room gets a token. */
	readonly access: AccessControl | null;
	/** Limits the requests to the API, which cost more than a page. */
	readonly requests: RateLimitPerAddress;
	readonly rooms: RoomServer;

	/** `limits` overrides the limits that follow from `config`. */
	constructor(config: Config, limits: Partial<Limits> = {}, logTo: DestinationStream = destination(1)) {
		this.config = config;
		this.log = logger(config, logTo);
		this.metrics = config.metricsKey === null ? null : new Metrics(() => this.rooms);
		this.journal = new Journal(this.log, this.metrics);
		this.tokens = new Tokens(config);
		this.access = config.access && new AccessControl(config.access, this.log);
		this.requests = new RateLimitPerAddress({
			burst: config.requestsPerMinute,
			perSecond: config.requestsPerMinute / 60
		});
		this.rooms = new RoomServer({ ...limitsOf(config), ...limits }, new Admission(config), this.journal, this.tokens);
	}

	/** Takes over the upgrades of an HTTP server, and limits its connections. */
	attach(server: Server): void {
		// All connections of a proxy come from its own address.
		if (this.config.addressHeader === null) {
			limitConnections(server, this.rooms.limits.connectionsPerAddress, () =>
				this.journal.refusedAgain('capacity.tooFast')
			);
		}
		server.on('upgrade', (request, socket, head: Buffer) => {
			if (isWebSocket(request)) this.upgrade(request, socket, head);
			else answerWithoutUpgrade(server, request, socket, head);
		});
	}

	/** Answers an HTTP request for a token. False for all others, which SvelteKit answers. */
	answer(request: IncomingMessage, response: ServerResponse): boolean {
		return answerToken(this, request, response);
	}

	/** Takes over an HTTP upgrade: opens a WebSocket on `SIGNAL_PATH`, refuses any other path. */
	upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
		this.rooms.upgrade(request, socket, head);
	}

	close(): Promise<void> {
		return this.rooms.close();
	}
}
