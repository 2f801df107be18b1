/** Upgrades that are not for us. Imports only Node's own modules, because Vite's configuration imports it. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';

/** Who sends a request or reads its answer with longer pauses than this (ms) is cut off: Node's other timeouts are of servers that listen. */
const IDLE = 30_000;

export const isWebSocket = ({ headers }: IncomingMessage): boolean => headers.upgrade?.toLowerCase() === 'websocket';

/** All that was read of a request before its body. */
function headOf({ method, url, httpVersion, rawHeaders }: IncomingMessage): Buffer {
	const names = rawHeaders.filter((_, index) => index % 2 === 0);
	const lines = names.map((name, index) => `${name}: ${rawHeaders[index * 2 + 1] ?? ''}`);
	return Buffer.from([`${method} ${url} HTTP/${httpVersion}`, ...lines, '\r\n'].join('\r\n'), 'latin1');
}

/**
 * Answers a request as if it had asked for no upgrade, which every server may do (RFC 9110, 7.8). Clients that would like HTTP/2
 * ask for `h2c` with each request. Node has taken the socket from its HTTP server by now, with the body unread. So another one, which
 * knows no upgrades, reads the request again from its beginning.
 */
export function answerWithoutUpgrade(server: Server, request: IncomingMessage, socket: Duplex, head: Buffer): void {
	const reader = createServer((again, response) => {
		// Another request on this connection may ask for a WebSocket, which the reader does not know.
		response.shouldKeepAlive = false;
		// Only a server that listens keeps this limit itself: https://nodejs.org/api/http.html#serverrequesttimeout
		const tooLong = setTimeout(() => again.complete || socket.destroy(), server.requestTimeout);
		response.once('close', () => clearTimeout(tooLong));
		server.emit('request', again, response);
	});
	reader.timeout = IDLE;
	socket.unshift(Buffer.concat([headOf(request), head]));
	reader.emit('connection', socket);
}
