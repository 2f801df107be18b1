import { once } from 'node:events';
import { get, request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { networkOf } from '../../src/lib/server/address';
import { Person } from './support/person';
import { ROOM, startServer } from './support/server';

test('a request that asks for another protocol than websocket is answered as if it had not', async () => {
	const server = await startServer();
	for (const upgrade of ['h2c', 'TLS/1.0']) {
		const asked = get(`${server.url}/healthz`, { headers: { connection: 'Upgrade', upgrade } });
		const [response] = (await once(asked, 'response')) as [IncomingMessage];
		expect(response.statusCode).toBe(200);
		expect(JSON.parse(await text(response))).toMatchObject({ status: 'ok' });
	}
	await expect.poll(() => server.connections()).toBe(0);
});

test.each([
	['at once', ['{"lifetime":7}'], { 'content-length': '14' }],
	['in parts', ['{"life', 'time"', ':7}'], { 'content-length': '14' }],
	['in chunks', ['{"life', 'time"', ':7}'], { 'transfer-encoding': 'chunked' }],
	['once it is asked for', ['{"lifetime":7}'], { expect: '100-continue', 'content-length': '14' }]
])('the body of such a request is read: it comes %s', async (_, parts, more) => {
	const server = await startServer();
	const headers = { connection: 'Upgrade', upgrade: 'h2c', 'content-type': 'application/json', ...more };
	const asked = request(`${server.url}/api/token?room=${ROOM}`, { method: 'POST', headers });
	const answered = once(asked, 'response') as Promise<[IncomingMessage]>;
	if ('expect' in more) await once(asked, 'continue');
	for (const part of parts) {
		asked.write(part);
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
	asked.end();
	const [response] = await answered;
	expect(JSON.parse(await text(response))).toMatchObject({ expiresIn: 7 });
	await expect.poll(() => server.connections()).toBe(0);
});

test.each([
	['https://call.example.org', 'call.example.org:443'],
	['http://call.example.org', 'call.example.org:80'],
	['http://call.example.org:8080', 'call.example.org:8080'],
	['http://call.example.org', 'Call.Example.ORG']
])('the page %s may open a socket whose Host is %s', async (origin, host) => {
	const server = await startServer();
	await server.openSocket({ origin, host });
});

test.each([
	['https://call.example.org', 'call.example.org:80'],
	['http://call.example.org', 'call.example.org:443'],
	['http://call.example.org', 'user@call.example.org.evil.example'],
	['file://', ''],
	['null', 'null']
])('the page %s may open none whose Host is %s', async (origin, host) => {
	const server = await startServer();
	await expect(server.openSocket({ origin, host })).rejects.toThrow(/40[03]/);
});

describe('a socket whose address names a room', () => {
	test('leads into that room, and into no other', async () => {
		const server = await startServer();
		const { me } = await server.person('Ann');
		const ann = new Person(await server.openSocket({}, `?room=${ROOM}`), me);
		ann.enters((await server.person('Ann', { roomID: 'another-room' })).me.token, 'another-room');
		expect(await ann.isRefused()).toBe('config.roomID');
		await ann.joins();
	});

	test.each(['?room=', '?room=a', '?room=%2e%2e%2f%2e%2e', `?room=${'a'.repeat(65)}`])(
		'is refused: %s',
		async (query) => {
			const server = await startServer();
			await expect(server.openSocket({}, query)).rejects.toThrow('400');
		}
	);
});

describe('an address counts as', () => {
	test.each([
		['198.51.100.7', '198.51.100.7'],
		['::ffff:198.51.100.7', '198.51.100.7'],
		['::FFFF:c633:6407', '198.51.100.7'],
		['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
		['2001:DB8:1:2::', '2001:db8:1:2::/64'],
		['2001:db8::1', '2001:db8:0:0::/64'],
		['2001:db8:0:0:1::1', '2001:db8:0:0::/64'],
		['::1', '0:0:0:0::/64'],
		['fe80::1%eth0', 'fe80:0:0:0::/64'],
		['unknown', 'unknown'],
		['', '']
	])('%s: %s', (address, network) => {
		expect(networkOf(address)).toBe(network);
	});
});

test('sockets and requests are limited for each IPv6 network, not for each of its addresses', async () => {
	const server = await startServer({
		ADDRESS_HEADER: 'x-real-ip',
		MAX_SOCKETS_PER_ADDRESS: '2',
		REQUESTS_PER_MINUTE: '2'
	});
	const from = (address: string) => server.openSocket({ 'x-real-ip': address });
	await from('2001:db8::1');
	await from('2001:db8::2');
	await expect(from('2001:db8::3')).rejects.toThrow('429');
	await from('2001:db8:0:1::1');
	const { requests } = server.call;
	expect(['2001:db8::1', '2001:db8::2', '2001:db8::3', '2001:db8:0:1::1'].map((a) => requests.take(a))).toEqual([
		true,
		true,
		false,
		true
	]);
});

test('without its header, a socket counts for the address it comes from', async () => {
	const server = await startServer({ ADDRESS_HEADER: 'x-forwarded-for', XFF_DEPTH: '2', MAX_SOCKETS_PER_ADDRESS: '1' });
	await server.openSocket({ 'x-forwarded-for': '198.51.100.1, 198.51.100.2' });
	await server.openSocket({ 'x-forwarded-for': '198.51.100.1' });
	await expect(server.openSocket()).rejects.toThrow('429');
});
