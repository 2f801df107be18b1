/** The page's signalling sockets, and the fault that closes them. While it is on, each new one is closed too. */
import { SIGNAL_PATH, type ClientMessage } from '../../api/signalling';
import type { Fault } from './fault';

export class Sockets implements Fault {
	readonly #Real = window.WebSocket;
	readonly #open = new Set<WebSocket>();
	#url = '';

	constructor(isCut: () => boolean) {
		const keep = (socket: WebSocket) => {
			if (!new URL(socket.url).pathname.endsWith(SIGNAL_PATH)) return;
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
		// The page opens a new socket by itself.
	}

	/** Sends a message as if the page had sent it. */
	send(message: ClientMessage): void {
		for (const socket of this.#open) {
			if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
		}
	}

	/** Another socket to the same server, which the page does not know. */
	another(): WebSocket {
		return new this.#Real(this.#url);
	}
}
