import type { IncomingMessage } from 'node:http';
import type { FailureCode } from '../../../../machines/failure';
import { roomInQuery } from '../../api/room';
import { SIGNAL_PATH } from '../../api/signalling';
import { addressOfRequest, askedOf, networkOf } from '../address';
import type { Config } from '../config';
import { Counts } from '../counts';

export interface UpgradeRefusal {
	readonly status: 400 | 403 | 404 | 429 | 503;
	readonly code: FailureCode;
	readonly detail: string;
}

type AdmissionConfig = Pick<
	Config,
	'engine' | 'origin' | 'basePath' | 'addressHeader' | 'forwardedDepth' | 'maxSocketsPerAddress'
>;

/** Decides which HTTP requests become WebSockets: only from our own pages, on one path, and not too many from one address. */
export class Admission {
	readonly #config: AdmissionConfig;
	readonly #sockets = new Counts();

	constructor(config: AdmissionConfig) {
		this.#config = config;
	}

	/** Why this request may not open a socket; `null` when it may. */
	check(request: IncomingMessage): UpgradeRefusal | null {
		const { pathname, query } = askedOf(request);
		if (pathname !== this.#config.basePath + SIGNAL_PATH)
			return { status: 404, code: 'config.badMessage', detail: 'no socket here' };
		if (query !== '' && roomInQuery(query) === null) {
			return { status: 400, code: 'config.roomID', detail: 'not a room' };
		}
		if (this.#config.engine !== 'local') {
			return { status: 404, code: 'config.badMessage', detail: "rooms are in ZEGO's cloud" };
		}
		if (!this.#isFromOwnPage(request)) return { status: 403, code: 'auth.forbidden', detail: 'from another site' };
		if (this.#sockets.of(this.addressOf(request)) >= this.#config.maxSocketsPerAddress) {
			return { status: 429, code: 'capacity.tooFast', detail: 'too many connections from this address' };
		}
		return null;
	}

	/**
	 * The room that this socket is for, and no other. It is for proxies, which choose a process by it: whoever has only one process need not
	 * say it, and then it is null.
	 */
	roomOf(request: IncomingMessage): string | null {
		return roomInQuery(askedOf(request).query);
	}

	/** Counts a socket for its address. Call the returned function once the socket is closed. */
	count(request: IncomingMessage): () => void {
		return this.#sockets.add(this.addressOf(request));
	}

	/** The address, or the network, that this request counts for. */
	addressOf(request: IncomingMessage): string {
		return networkOf(addressOfRequest(request, this.#config));
	}

	/** Only browsers need this check, and they always send `Origin`: another site could use its visitor's page to connect. */
	#isFromOwnPage({ headers }: IncomingMessage): boolean {
		if (headers.origin === undefined) return true;
		if (this.#config.origin !== null) return headers.origin === this.#config.origin;
		if (!URL.canParse(headers.origin)) return false;
		const origin = new URL(headers.origin);
		// Browsers leave out the port that their protocol has anyway, and some proxies add it.
		const own = `${origin.protocol}//${headers.host ?? ''}`;
		return URL.canParse(own) && new URL(own).host === origin.host && origin.host !== '';
	}
}
