/** A client that does not keep to HTTP, on loopback. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { SIGNAL_PATH } from '../../../src/lib/api/signalling';
import type { TestServer } from '../support/server';

/** An open connection. `localAddress`: on Linux all of 127.0.0.0/8 is loopback. */
export async function connection(server: TestServer, localAddress = '127.0.0.1'): Promise<Socket> {
	const socket = connect({ host: '127.0.0.1', port: Number(new URL(server.url).port), localAddress });
	socket.on('error', () => socket.destroy());
	onTestFinished(() => void socket.destroy());
	await once(socket, 'connect');
	return socket;
}

export const upgradeRequest = (path = SIGNAL_PATH, headers: readonly string[] = []) =>
	[
		`GET ${path} HTTP/1.1`,
		'Host: call.example.org',
		'Connection: Upgrade',
		'Upgrade: websocket',
		'Sec-WebSocket-Version: 13',
		'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
		...headers,
		'\r\n'
	].join('\r\n');

/** Everything that comes until the server closes. */
export async function answer(socket: Socket): Promise<string> {
	let text = '';
	socket.on('data', (data: Buffer) => (text += data.toString()));
	if (!socket.closed) await once(socket, 'close');
	return text;
}
