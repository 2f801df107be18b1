/** The built app behind a real proxy, and whoever asks there. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import https from 'node:https';
import { parse } from 'valibot';
import { onTestFinished, vi } from 'vitest';
import { WebSocket } from 'ws';
import { SIGNAL_PATH } from '../../../src/lib/api/signalling';
import { TOKEN_PATH, tokenResponse } from '../../../src/lib/api/token';
import { App } from '../../browser/support/app';
import { Person } from '../support/person';
import { freePort, startProxy, type Place, type ProxyName } from './proxy';

const ROOM = 'room-behind-a-proxy';
type From = { localAddress?: string; headers?: Record<string, string> };
/** `folder`: where the app was built for this place. */
type Built = Place & { folder?: string };

export class Behind {
	/** Where the app is, as people open it. */
	readonly url: string;

	static async start(name: ProxyName, env: Record<string, string> = {}, place: Built = {}): Promise<Behind> {
		const port = await freePort();
		const origin = `https://localhost:${port}`;
		const app = await App.start({ ORIGIN: origin, ADDRESS_HEADER: 'x-forwarded-for', ...env }, [], place.folder);
		onTestFinished(() => app.kill());
		await startProxy(name, port, new URL(app.url).host, place);
		const behind = new Behind(origin + (place.path ?? ''));
		await vi.waitFor(() => behind.asks('/healthz'), { timeout: 10_000, interval: 50 });
		return behind;
	}

	private constructor(url: string) {
		this.url = url;
	}

	/** `path`: below the app's own; or a whole address. */
	async asks(path: string, { localAddress, headers = {} }: From = {}, body?: string) {
		const request = https.request(path.startsWith('https:') ? path : this.url + path, {
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
		const url = `${this.url.replace('https', 'wss')}${SIGNAL_PATH}`;
		const { origin } = new URL(this.url);
		const socket = new WebSocket(url, { ...this.#connection(localAddress), origin, headers });
		onTestFinished(() => socket.terminate());
		await once(socket, 'open');
		return socket;
	}

	async joins(name: string): Promise<Person> {
		const headers = { 'content-type': 'application/json', origin: new URL(this.url).origin };
		const { body } = await this.asks(TOKEN_PATH, { headers }, JSON.stringify({ roomID: ROOM }));
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
