/** Someone who opens the app over TLS: whom they trust, and from which address they come. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import https from 'node:https';
import { parse } from 'valibot';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { roomQuery } from '../../../src/lib/api/room';
import { SIGNAL_PATH } from '../../../src/lib/api/signalling';
import { TOKEN_PATH, tokenResponse } from '../../../src/lib/api/token';
import { Person } from '../support/person';

type Connection = { ca?: string; rejectUnauthorized?: false; localAddress?: string; family?: 4 };
type Headers = Record<string, string>;

const ROOM = 'room-of-visitors';

export class Visitor {
	readonly #connection: Connection & { agent: false };

	constructor(connection: Connection) {
		this.#connection = { agent: false, ...connection };
	}

	/** `path`: as it is sent, where a URL would change it. */
	async asks(url: string, headers: Headers = {}, body?: string, path?: string) {
		const method = body === undefined ? 'GET' : 'POST';
		const as = path === undefined ? {} : { path };
		const request = https.request(url, { ...this.#connection, method, headers, ...as });
		request.end(body);
		const [response] = (await once(request, 'response')) as [IncomingMessage];
		const chunks = (await response.toArray()) as Buffer[];
		return { status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) };
	}

	async opens(url: string, headers: Headers = {}, roomID = ROOM): Promise<WebSocket> {
		const { origin } = new URL(url);
		const address = `${url.replace('https', 'wss')}${SIGNAL_PATH}${roomQuery(roomID)}`;
		const socket = new WebSocket(address, { ...this.#connection, origin, headers });
		onTestFinished(() => socket.terminate());
		await once(socket, 'open');
		return socket;
	}

	/** `access`: what the operator's login gave them. */
	asksForToken(url: string, roomID: string, { access, path }: { access?: string; path?: string } = {}) {
		const headers = { 'content-type': 'application/json', origin: new URL(url).origin };
		const login = access === undefined ? {} : { authorization: `Bearer ${access}` };
		return this.asks(url + TOKEN_PATH + roomQuery(roomID), { ...headers, ...login }, '{}', path);
	}

	async joins(url: string, name: string, roomID = ROOM, access?: string): Promise<Person> {
		const { body } = await this.asksForToken(url, roomID, access === undefined ? {} : { access });
		const identity = parse(tokenResponse, JSON.parse(body.toString()));
		return this.comesBack(url, { name, roomID, sessionID: randomUUID(), ...identity });
	}

	/** With the token from before. */
	async comesBack(url: string, me: Person['me']): Promise<Person> {
		const person = new Person(await this.opens(url, {}, me.roomID), me);
		await person.joins();
		return person;
	}
}
