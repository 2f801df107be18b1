/** A call server on a real port, for one test. */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequest, setResponse } from '@sveltejs/kit/node';
import { promisify } from 'node:util';
import { parse } from 'valibot';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { roomQuery } from '../../../src/lib/api/room';
import { SIGNAL_PATH } from '../../../src/lib/api/signalling';
import { tokenResponse } from '../../../src/lib/api/token';
import { CallServer } from '../../../src/lib/server/call.server';
import { readConfig } from '../../../src/lib/server/config';
import { deleteRoom, deleteUser, postMuteRequest, setLock } from '../../../src/lib/server/http/admin';
import { getHealth } from '../../../src/lib/server/http/health';
import { getMetrics } from '../../../src/lib/server/http/metrics';
import type { Limits } from '../../../src/lib/server/limits';
import { Person } from './person';

export const ROOM = 'room-of-the-test';

/** `address`: where a proxy says that they are, in `x-real-ip`. `access`: what the operator's login gave them. */
type PersonOptions = { roomID?: string; seat?: string; sessionID?: string; address?: string; access?: string };

/** Starts a server that is closed when the test ends. */
export async function startServer(env: Record<string, string> = {}, limits: Partial<Limits> = {}): Promise<TestServer> {
	const server = new TestServer(env, limits);
	await server.listen();
	onTestFinished(() => server.close());
	return server;
}

/** Two people in a room of their own server. */
export async function annAndBen(...setting: Parameters<typeof startServer>) {
	const server = await startServer(...setting);
	const [ann, ben] = await server.members('Ann', 'Ben');
	return { server, ann, ben };
}

export class TestServer {
	readonly call: CallServer;
	/** The lines of the log, in JSON. */
	readonly logged: string[] = [];
	#port = 0;
	readonly #http = createServer((incoming, outgoing) => {
		if (this.call.answer(incoming, outgoing)) return;
		void getRequest({ request: incoming, base: this.url })
			.then((request) => this.#route(request))
			.then((response) => setResponse(outgoing, response));
	});

	constructor(env: Record<string, string>, limits: Partial<Limits>) {
		this.call = new CallServer(readConfig(env), limits, { write: (line) => void this.logged.push(line) });
		this.call.attach(this.#http);
	}

	/** How long the body of a request may take (ms). */
	set requestTimeout(milliseconds: number) {
		this.#http.requestTimeout = milliseconds;
	}

	get url(): string {
		return `http://127.0.0.1:${this.#port}`;
	}

	async listen(): Promise<void> {
		await new Promise<void>((resolve) => this.#http.listen(0, '127.0.0.1', resolve));
		this.#port = (this.#http.address() as AddressInfo).port;
	}

	async close(): Promise<void> {
		const closed = new Promise((resolve) => this.#http.close(resolve));
		await this.call.close();
		this.#http.closeAllConnections();
		await closed;
	}

	/** Someone with a token and a socket, who has said nothing yet. */
	async person(name: string, { roomID = ROOM, seat, sessionID, address, access }: PersonOptions = {}): Promise<Person> {
		const headers = access === undefined ? {} : { authorization: `Bearer ${access}` };
		const response = await this.requestToken(roomID, seat === undefined ? {} : { seat }, headers);
		const identity = parse(tokenResponse, await response.json());
		return new Person(await this.openSocket(address === undefined ? {} : { 'x-real-ip': address }), {
			name,
			roomID,
			sessionID: sessionID ?? randomUUID(),
			...identity
		});
	}

	/** Someone in the lobby. */
	async watcher(name: string, options?: PersonOptions): Promise<Person> {
		const person = await this.person(name, options);
		person.enters();
		await person.hears('lobby');
		return person;
	}

	/** Someone in the room. */
	async member(name: string, options?: PersonOptions): Promise<Person> {
		const person = await this.person(name, options);
		await person.joins();
		return person;
	}

	/** People in the room, who have heard of each other. */
	async members<const Names extends readonly string[]>(...names: Names): Promise<{ [K in keyof Names]: Person }> {
		const people: Person[] = [];
		for (const name of names) people.push(await this.member(name));
		for (const person of people) await person.catchesUp();
		return people as { [K in keyof Names]: Person };
	}

	/** The same tab on a new socket: same seat, same session. */
	comesBack({ me }: Person): Promise<Person> {
		return this.person(me.name, { seat: me.seat, sessionID: me.sessionID });
	}

	requestToken(roomID: string, body: unknown = {}, headers: Record<string, string> = {}): Promise<Response> {
		return fetch(`${this.url}/api/token${roomQuery(roomID)}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', ...headers },
			body: typeof body === 'string' ? body : JSON.stringify(body)
		});
	}

	/** Connections whose file descriptors this server holds. */
	connections(): Promise<number> {
		return promisify(this.#http.getConnections.bind(this.#http))();
	}

	/** `query`: what follows the path. */
	async openSocket(headers: Record<string, string> = {}, query = ''): Promise<WebSocket> {
		const socket = new WebSocket(`${this.url.replace('http', 'ws')}${SIGNAL_PATH}${query}`, { headers });
		await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
		return socket;
	}

	#route(request: Request): Response | Promise<Response> {
		const [, first, , roomID = '', what, userID, asked] = new URL(request.url).pathname.split('/');
		if (first === 'healthz') return getHealth(this.call);
		if (first === 'metrics') return getMetrics(this.call, request, '127.0.0.1');
		if (what === 'lock') {
			return setLock(this.call, request, '127.0.0.1', { roomID, locked: request.method === 'PUT' });
		}
		if (userID !== undefined && asked === 'mute-request')
			return postMuteRequest(this.call, request, '127.0.0.1', { roomID, userID });
		return userID === undefined
			? deleteRoom(this.call, request, '127.0.0.1', roomID)
			: deleteUser(this.call, request, '127.0.0.1', { roomID, userID });
	}
}
