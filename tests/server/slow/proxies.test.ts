/** The built app behind real proxies, with the settings that `deploy/` has for them. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import https from 'node:https';
import { parse } from 'valibot';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { SIGNAL_PATH } from '../../../src/lib/api/signalling';
import { tokenResponse } from '../../../src/lib/api/token';
import { App } from '../../browser/support/app';
import { Person } from '../support/person';
import { freePort, obstacle, PROXIES, startProxy, type ProxyName } from './proxy';

const why = await obstacle();
if (why !== null) console.warn(`The tests behind proxies are skipped: ${why}.`);

const ROOM = 'room-behind-a-proxy';
type From = { localAddress?: string; headers?: Record<string, string> };

class Behind {
	readonly #port: number;

	static async start(name: ProxyName, env: Record<string, string> = {}): Promise<Behind> {
		const port = await freePort();
		const app = await App.start({ ORIGIN: `https://localhost:${port}`, ADDRESS_HEADER: 'x-forwarded-for', ...env });
		onTestFinished(() => app.kill());
		await startProxy(name, port, new URL(app.url).host);
		const behind = new Behind(port);
		await vi.waitFor(() => behind.asks('/healthz'), { timeout: 10_000, interval: 50 });
		return behind;
	}

	private constructor(port: number) {
		this.#port = port;
	}

	get origin(): string {
		return `https://localhost:${this.#port}`;
	}

	async asks(path: string, { localAddress, headers = {} }: From = {}, body?: string) {
		const request = https.request(this.origin + path, {
			...this.#connection(localAddress),
			method: body === undefined ? 'GET' : 'POST',
			headers
		});
		request.end(body);
		const [response] = (await once(request, 'response')) as [IncomingMessage];
		const chunks = await response.toArray();
		return { status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks as Buffer[]) };
	}

	async opens({ localAddress, headers = {} }: From = {}): Promise<WebSocket> {
		const url = `${this.origin.replace('https', 'wss')}${SIGNAL_PATH}`;
		const socket = new WebSocket(url, { ...this.#connection(localAddress), origin: this.origin, headers });
		onTestFinished(() => socket.terminate());
		await once(socket, 'open');
		return socket;
	}

	async joins(name: string): Promise<Person> {
		const headers = { 'content-type': 'application/json', origin: this.origin };
		const { body } = await this.asks('/api/token', { headers }, JSON.stringify({ roomID: ROOM }));
		const identity = parse(tokenResponse, JSON.parse(body.toString()));
		const person = new Person(await this.opens(), { name, roomID: ROOM, sessionID: randomUUID(), ...identity });
		await person.joins();
		return person;
	}

	/** The certificates are of the tests. All of 127.0.0.0/8 is this machine. */
	#connection(localAddress = '127.0.0.1') {
		return { rejectUnauthorized: false, localAddress, family: 4 as const, lookup: undefined, agent: false as const };
	}
}

describe.skipIf(why !== null).each(PROXIES)('behind %s', { timeout: 30_000 }, (name) => {
	test('two people meet over TLS', async () => {
		const behind = await Behind.start(name);
		const ann = await behind.joins('Ann');
		await behind.joins('Ben');
		expect((await ann.hears('users')).users).toMatchObject([{ userName: 'Ben' }]);
	});

	test('limits count the address of the client, and nobody can claim another one', async () => {
		const behind = await Behind.start(name, { MAX_SOCKETS_PER_ADDRESS: '1' });
		await behind.opens();
		await expect(behind.opens()).rejects.toThrow('429');
		await expect(behind.opens({ headers: { 'x-forwarded-for': '192.0.2.1' } })).rejects.toThrow('429');
		await behind.opens({ localAddress: '127.0.0.2' });
	});

	test('pages are compressed, and caches are told so, and that they differ by language', async () => {
		const behind = await Behind.start(name);
		const plain = await behind.asks('/');
		const packed = await behind.asks('/', { headers: { 'accept-encoding': 'gzip' } });
		expect(plain.headers['content-encoding']).toBeUndefined();
		expect(packed.headers['content-encoding']).toBe('gzip');
		for (const header of ['accept-encoding', 'accept-language', 'cookie'])
			expect(packed.headers.vary?.toLowerCase()).toContain(header);
		expect(packed.body.length).toBeLessThan(plain.body.length / 1.5);
	});
});
