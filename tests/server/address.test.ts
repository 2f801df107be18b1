import { expect, test } from 'vitest';
import { clientAddress } from '../../src/lib/server/http/client';
import { startServer } from './support/server';

/** A request as SvelteKit's Node adapter hands it to a route. */
const eventWith = (headers: Record<string, string>) =>
	({
		request: new Request('http://call.example.org/api/token', { headers }),
		platform: { req: { socket: { remoteAddress: '192.0.2.1' } } },
		getClientAddress: () => {
			throw new Error('Address header was specified but is absent from request');
		}
	}) as unknown as Parameters<typeof clientAddress>[1];

test.each([
	[
		'the address that the proxy tells',
		{ 'x-forwarded-for': '203.0.113.5, 198.51.100.1, 198.51.100.2' },
		'198.51.100.1'
	],
	['its own, without the header', {}, '192.0.2.1'],
	['its own, with too few addresses', { 'x-forwarded-for': '198.51.100.1' }, '192.0.2.1']
])('a request counts, like a socket, for %s', async (_, headers, address) => {
	const server = await startServer({ ADDRESS_HEADER: 'x-forwarded-for', XFF_DEPTH: '2' });
	expect(clientAddress(server.call, eventWith(headers))).toBe(address);
});
