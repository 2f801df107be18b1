import { once } from 'node:events';
import { describe, expect, onTestFinished, test } from 'vitest';
import { SIGNAL_PATH } from '../../../src/lib/api/signalling';
import { startServer } from '../support/server';
import { answer, connection, upgradeRequest } from './raw';

const ZEGO = { ZEGO_APP_ID: '42', ZEGO_SERVER_SECRET: '0123456789abcdef0123456789abcdef' };

describe('300 refused upgrades, each with a byte behind it and then closed, leave no connection', () => {
	test.each([
		['of another path', {}, upgradeRequest('/')],
		['from another site', {}, upgradeRequest(SIGNAL_PATH, ['Origin: https://evil.example'])],
		['to a server without rooms', ZEGO, upgradeRequest()],
		['with a broken key', {}, upgradeRequest().replace('dGhlIHNhbXBsZSBub25jZQ==', 'x')]
	])('%s', async (_, env, request) => {
		const server = await startServer({ MAX_SOCKETS_PER_ADDRESS: '1000', ...env });
		for (let round = 0; round < 30; round += 1) {
			await Promise.all(
				Array.from({ length: 10 }, async () => {
					const socket = await connection(server);
					socket.write(request);
					await once(socket, 'data');
					socket.write('x', () => socket.destroy());
				})
			);
		}
		await expect.poll(() => server.connections(), { timeout: 5_000 }).toBe(0);
		expect(server.logged.length).toBeLessThan(60);
	});
});

test('who is refused again and again is told so, and others at that address still get in', async () => {
	const server = await startServer();
	const refused = async () => {
		const socket = await connection(server);
		socket.write(upgradeRequest('/'));
		return (await answer(socket)).split('\r\n')[0];
	};
	const answers = await Promise.all(Array.from({ length: 40 }, refused));
	expect(new Set(answers)).toEqual(new Set(['HTTP/1.1 404 Not Found', 'HTTP/1.1 429 Too Many Requests']));
	await server.member('Ann');
});

/** A request for a token that asks for h2c, and has a body of so many bytes to come. */
const h2cRequest = (length: number) =>
	upgradeRequest('/api/token?room=room-1', [`Content-Length: ${length}`, 'Content-Type: application/json'])
		.replace('GET', 'POST')
		.replace('websocket', 'h2c');

test('a body for h2c that comes a byte at a time is cut off after a while, and one that came in time is answered', async () => {
	const server = await startServer();
	server.requestTimeout = 300;
	const [slow, quick] = [await connection(server), await connection(server)];
	slow.write(h2cRequest(1_000));
	const drip = setInterval(() => slow.write(' '), 20);
	onTestFinished(() => clearInterval(drip));
	quick.write(`${h2cRequest(2)}{`);
	await new Promise((resolve) => setTimeout(resolve, 150));
	quick.write('}');
	expect(await answer(quick)).toMatch(/^HTTP\/1.1 200 /);
	expect(await answer(slow)).toBe('');
	await expect.poll(() => server.connections()).toBe(0);
});

test('200 requests for h2c that stop in the middle of their body leave no connection once they are closed', async () => {
	const server = await startServer({ MAX_SOCKETS_PER_ADDRESS: '1000', REQUESTS_PER_MINUTE: '1000' });
	const request = h2cRequest(100);
	const sockets = await Promise.all(Array.from({ length: 200 }, () => connection(server)));
	for (const socket of sockets) socket.write(`${request}{`);
	await expect.poll(() => server.connections(), { timeout: 5_000 }).toBe(200);
	for (const [index, socket] of sockets.entries()) {
		if (index % 2 === 0) socket.end();
		else socket.destroy();
	}
	await expect.poll(() => server.connections(), { timeout: 5_000 }).toBe(0);
	await server.member('Ann');
});

test('connections that ask for nothing are limited for each address', async () => {
	const server = await startServer({ MAX_SOCKETS_PER_ADDRESS: '10' });
	const sockets = await Promise.all(Array.from({ length: 150 }, () => connection(server, '127.0.0.2')));
	await expect.poll(() => sockets.filter((socket) => socket.closed).length).toBe(40);
	expect(await server.connections()).toBe(110);
	await server.member('Ann');
});
