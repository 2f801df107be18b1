/** Everything the server side of a call consists of, built from one configuration. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { destination, pino, type DestinationStream, type Logger } from 'pino';
import type { Config } from './config';
import { BucketPerAddress, limitsOf, type Limits } from './limits';
import { Gate } from './rooms/gate';
import { RoomServer } from './rooms/room.server';
import { Tokens } from './tokens';

export class CallServer {
	readonly config: Config;
	readonly log: Logger;
	readonly tokens: Tokens;
	/** HTTP requests that cost something, for each address. */
	readonly requests: BucketPerAddress;
	readonly rooms: RoomServer;

	/** `limits` changes what `config` leaves open. */
	constructor(config: Config, limits: Partial<Limits> = {}, logTo: DestinationStream = destination(1)) {
		this.config = config;
		this.log = pino({ level: config.logLevel, base: null }, logTo);
		this.tokens = new Tokens(config);
		this.requests = new BucketPerAddress({
			burst: config.requestsPerMinute,
			perSecond: config.requestsPerMinute / 60
		});
		this.rooms = new RoomServer({ ...limitsOf(config), ...limits }, new Gate(config), this.log, (token) =>
			this.tokens.verify(token)
		);
	}

	/** Takes over an HTTP upgrade: a socket on `SIGNAL_PATH`, a refusal anywhere else. */
	upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
		this.rooms.upgrade(request, socket, head);
	}

	close(): Promise<void> {
		return this.rooms.close();
	}
}
