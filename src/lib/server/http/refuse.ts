/** What the HTTP server refuses before any route or room has a part in it. */
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { networkOf } from '../address';
import { Counts } from '../counts';

/** Sends an answer without a body of its own to wait for, and gives the socket's file descriptor back at once. */
export function refuseUpgrade(socket: Duplex, status: string, body: object): void {
	const text = JSON.stringify(body);
	socket.on('error', () => socket.destroy());
	socket.end(
		[
			`HTTP/1.1 ${status}`,
			'Connection: close',
			'Content-Type: application/json',
			'X-Content-Type-Options: nosniff',
			`Content-Length: ${Buffer.byteLength(text)}`,
			'',
			text
		].join('\r\n'),
		// Without this, the socket stays half open until the client closes it, and Node no longer reads that it has.
		() => socket.destroy()
	);
}

/** So many connections from one address, whether or not they ask for anything. */
export function limitConnections(server: Server, perAddress: number, refused: () => void): void {
	const connections = new Counts();
	server.on('connection', (socket: Socket) => {
		const address = networkOf(socket.remoteAddress ?? '');
		if (connections.of(address) >= perAddress) {
			refused();
			return void socket.destroy();
		}
		socket.on('close', connections.add(address));
	});
}
