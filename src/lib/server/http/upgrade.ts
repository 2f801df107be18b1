/** Upgrades that are not for us. Imports only Node's own modules, because Vite's configuration imports it. */
import { ServerResponse, type IncomingMessage, type Server } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** Who reads an answer more slowly than this (ms) is cut off. */
const IDLE = 30_000;

export const isWebSocket = ({ headers }: IncomingMessage): boolean => headers.upgrade?.toLowerCase() === 'websocket';

/**
 * Answers a request as if it had asked for no upgrade, which every server may do (RFC 9110, 7.8). Clients that would like HTTP/2
 * ask for `h2c` with each request. Node has taken the socket from its HTTP server by now, so this does what that would do.
 */
export function answerWithoutUpgrade(server: Server, request: IncomingMessage, socket: Duplex): void {
	if (!(socket instanceof Socket)) return void socket.destroy();
	const response = new ServerResponse(request);
	response.shouldKeepAlive = false;
	response.assignSocket(socket);
	response.once('finish', () => {
		response.detachSocket(socket);
		socket.destroySoon();
	});
	socket.on('drain', () => response.emit('drain'));
	socket.on('error', () => socket.destroy());
	socket.setTimeout(IDLE, () => socket.destroy());
	server.emit('request', request, response);
}
