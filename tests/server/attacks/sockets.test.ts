/** Sockets of attackers who have several addresses. A proxy says which, so that they need none of this machine. */
import { expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import { startServer } from '../support/server';

const REFUSED = expect.objectContaining({ message: 'Unexpected server response: 429' }) as unknown;

test('75 silent sockets from each of 12 addresses: an address has 50 at most, all together 500, and people still come', async () => {
	const server = await startServer({ ADDRESS_HEADER: 'x-real-ip' });
	const ann = await server.member('Ann');
	const opened: WebSocket[] = [];
	const refused: unknown[] = [];
	for (let index = 0; index < 900; index += 1) {
		await server.openSocket({ 'x-real-ip': `198.51.100.${Math.floor(index / 75)}` }).then(
			(socket) => opened.push(socket),
			(error: unknown) => refused.push(error)
		);
	}
	expect(refused).toEqual(Array(300).fill(REFUSED));
	await expect.poll(() => opened.filter(({ readyState }) => readyState === 1).length).toBeLessThanOrEqual(500);
	expect(server.call.rooms.stats.sockets).toBeLessThanOrEqual(501);
	await server.member('Ben', { address: '192.0.2.1' });
	await ann.hears('users');
	await expect.poll(() => server.call.rooms.stats.sockets, { timeout: 8_000 }).toBe(2);
});

test('250 sockets of one IPv6 network, each with an address and a token of its own: 100 are let in, and others still come', async () => {
	const server = await startServer({ ADDRESS_HEADER: 'x-real-ip', REQUESTS_PER_MINUTE: '1000' });
	const ann = await server.member('Ann', { address: '2001:db8:0:1::1' });
	const refused: unknown[] = [];
	for (let index = 1; index <= 250; index += 1) {
		const address = `2001:db8::${index.toString(16)}:1`;
		await server.watcher('Mallory', { address }).catch((error: unknown) => refused.push(error));
	}
	expect(refused).toEqual(Array(150).fill(REFUSED));
	expect(server.call.rooms.stats.sockets).toBe(101);
	await server.member('Ben', { address: '2001:db8:0:2::1' });
	await ann.hears('users');
});
