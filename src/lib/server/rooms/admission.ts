import type { IncomingMessage } from 'node:http';
import type { FailureCode } from '../../../../machines/failure';
import { SIGNAL_PATH } from '../../api/signalling';
import type { Config } from '../config';

export interface UpgradeRefusal {
	readonly status: 403 | 404 | 429 | 503;
	readonly code: FailureCode;
	readonly detail: string;
}

type AdmissionConfig = Pick<Config, 'engine' | 'origin' | 'addressHeader' | 'forwardedDepth' | 'maxSocketsPerAddress'>;

/** Decides which HTTP requests become WebSockets: only from our own pages, on one path, and not too many from one address. */
export class Admission {
	readonly #config: AdmissionConfig;
	readonly #sockets = new Map<string, number>();

	constructor(config: AdmissionConfig) {
		this.#config = config;
	}

	/** Why this request may not open a socket; `null` when it may. */
	check(request: IncomingMessage): UpgradeRefusal | null {
		if (request.url !== SIGNAL_PATH) return { status: 404, code: 'config.badMessage', detail: 'no socket here' };
		if (this.#config.engine !== 'local') {
			return { status: 404, code: 'config.badMessage', detail: "rooms are in ZEGO's cloud" };
		}
		if (!this.#isFromOwnPage(request)) return { status: 403, code: 'auth.forbidden', detail: 'from another site' };
		if ((this.#sockets.get(this.addressOf(request)) ?? 0) >= this.#config.maxSocketsPerAddress) {
			return { status: 429, code: 'capacity.tooFast', detail: 'too many connections from this address' };
		}
		return null;
	}

	/** Counts a socket for its address. Call the returned function once the socket is closed. */
	count(request: IncomingMessage): () => void {
		const address = this.addressOf(request);
		this.#sockets.set(address, (this.#sockets.get(address) ?? 0) + 1);
		return () => {
			const left = (this.#sockets.get(address) ?? 1) - 1;
			if (left > 0) this.#sockets.set(address, left);
			else this.#sockets.delete(address);
		};
	}

	/** The same address as SvelteKit's Node adapter finds, so that requests and sockets are counted together. */
	addressOf(request: IncomingMessage): string {
		const { addressHeader, forwardedDepth } = this.#config;
		const header = addressHeader === null ? undefined : request.headers[addressHeader];
		const forwarded = typeof header === 'string' ? header.split(',').at(-forwardedDepth)?.trim() : undefined;
		return forwarded ?? request.socket.remoteAddress ?? '';
	}

	/** Only browsers need this check, and they always send `Origin`: another site could use its visitor's page to connect. */
	#isFromOwnPage({ headers }: IncomingMessage): boolean {
		if (headers.origin === undefined) return true;
		if (this.#config.origin !== null) return headers.origin === this.#config.origin;
		return URL.canParse(headers.origin) && new URL(headers.origin).host === headers.host;
	}
}
