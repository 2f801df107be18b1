/** Who may open a socket: our own pages, on the one path, and not too many from one address. */
import type { IncomingMessage } from 'node:http';
import type { FailureCode } from '../../../../machines/failure';
import { SIGNAL_PATH } from '../../api/signalling';
import type { Config } from '../config';

export interface Turned {
	readonly status: 403 | 404 | 429 | 503;
	readonly code: FailureCode;
	readonly detail: string;
}

type GateConfig = Pick<Config, 'engine' | 'origin' | 'addressHeader' | 'forwardedDepth' | 'maxSocketsPerAddress'>;

export class Gate {
	readonly #config: GateConfig;
	readonly #sockets = new Map<string, number>();

	constructor(config: GateConfig) {
		this.#config = config;
	}

	/** Why this request may not become a socket; `null` when it may. */
	check(request: IncomingMessage): Turned | null {
		if (request.url !== SIGNAL_PATH) return { status: 404, code: 'config.badMessage', detail: 'no socket here' };
		if (this.#config.engine !== 'local') {
			return { status: 404, code: 'config.badMessage', detail: "rooms are in ZEGO's cloud" };
		}
		if (!this.#isOwnPage(request)) return { status: 403, code: 'auth.forbidden', detail: 'from another site' };
		if ((this.#sockets.get(this.addressOf(request)) ?? 0) >= this.#config.maxSocketsPerAddress) {
			return { status: 429, code: 'capacity.tooFast', detail: 'too many connections from this address' };
		}
		return null;
	}

	/** Counts a socket; call what it returns once the socket is closed. */
	admit(request: IncomingMessage): () => void {
		const address = this.addressOf(request);
		this.#sockets.set(address, (this.#sockets.get(address) ?? 0) + 1);
		return () => {
			const left = (this.#sockets.get(address) ?? 1) - 1;
			if (left > 0) this.#sockets.set(address, left);
			else this.#sockets.delete(address);
		};
	}

	/** As SvelteKit's Node adapter finds it, so that HTTP and sockets count the same. */
	addressOf(request: IncomingMessage): string {
		const { addressHeader, forwardedDepth } = this.#config;
		const header = addressHeader === null ? undefined : request.headers[addressHeader];
		const forwarded = typeof header === 'string' ? header.split(',').at(-forwardedDepth)?.trim() : undefined;
		return forwarded ?? request.socket.remoteAddress ?? '';
	}

	/** Browsers always say where a page comes from; what is not a browser has no page to be abused by. */
	#isOwnPage({ headers }: IncomingMessage): boolean {
		if (headers.origin === undefined) return true;
		if (this.#config.origin !== null) return headers.origin === this.#config.origin;
		return URL.canParse(headers.origin) && new URL(headers.origin).host === headers.host;
	}
}
