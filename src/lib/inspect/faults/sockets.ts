/** The page's signalling sockets, and the fault that closes them: each new one breaks off, until it is over. */
import { SIGNAL_PATH, type ClientMessage } from '../../api/signalling';
import type { Fault } from './fault';

export class Sockets implements Fault {
	readonly #Real = window.WebSocket;
	readonly #open = new Set<WebSocket>();
	#url = '';

	constructor(isCut: () => boolean) {
		const keep = (socket: WebSocket) => {
			if (!socket.url.endsWith(SIGNAL_PATH)) return;
			this.#url = socket.url;
			this.#open.add(socket);
			socket.addEventListener('close', () => this.#open.delete(socket));
			if (isCut()) socket.close();
		};
		window.WebSocket = class extends this.#Real {
			constructor(url: string | URL, protocols?: string | string[]) {
				super(url, protocols);
				keep(this);
			}
		};
	}

	begin(): void {
		for (const socket of this.#open) socket.close();
	}

	end(): void {
		// The next one gets through by itself.
	}

	/** As if the page itself had said it. */
	say(message: ClientMessage): void {
		for (const socket of this.#open) {
			if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
		}
	}

	/** One more, to the same server, that the page knows nothing of. */
	another(): WebSocket {
		return new this.#Real(this.#url);
	}
}
