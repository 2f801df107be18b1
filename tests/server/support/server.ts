/** A room server on a real port, and people with real sockets whose doings read as sentences. */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequest, setResponse } from '@sveltejs/kit/node';
import { parse as parseBy } from 'valibot';
import { expect, onTestFinished, vi } from 'vitest';
import { WebSocket } from 'ws';
import { tokenResponse } from '../../../src/lib/api/token';
import {
	parse,
	serverMessage,
	SIGNAL_PATH,
	type Answer,
	type ClientMessage,
	type ServerMessage
} from '../../../src/lib/api/signalling';
import { CallServer } from '../../../src/lib/server/call.server';
import { readConfig } from '../../../src/lib/server/config';
import { getHealth } from '../../../src/lib/server/http/health';
import { deleteRoom, deleteUser } from '../../../src/lib/server/http/admin';
import { postToken } from '../../../src/lib/server/http/token';
import type { Limits } from '../../../src/lib/server/limits';

type Heard<T extends ServerMessage['t']> = Extract<ServerMessage, { t: T }>;

export const ROOM = 'room-of-the-test';

/** Starts a server of its own for this test; it ends with the test. */
export async function aServer(env: Record<string, string> = {}, limits: Partial<Limits> = {}): Promise<TestServer> {
	const logged: string[] = [];
	const call = new CallServer(readConfig(env), limits, { write: (line) => void logged.push(line) });
	const server = new TestServer(call, logged);
	await server.listen();
	onTestFinished(() => server.close());
	return server;
}

export class TestServer {
	readonly call: CallServer;
	/** Lines of the log, in JSON. */
	readonly logged: readonly string[];
	port = 0;
	readonly #http;

	constructor(call: CallServer, logged: readonly string[]) {
		this.call = call;
		this.logged = logged;
		this.#http = createServer((incoming, outgoing) => {
			void getRequest({ request: incoming, base: this.url })
				.then((request) => this.#route(request))
				.then((response) => setResponse(outgoing, response));
		});
		this.#http.on('upgrade', (request, socket, head: Buffer) => this.call.upgrade(request, socket, head));
	}

	get url(): string {
		return `http://127.0.0.1:${this.port}`;
	}

	async listen(port = 0): Promise<void> {
		await new Promise<void>((resolve) => this.#http.listen(port, '127.0.0.1', resolve));
		this.port = (this.#http.address() as AddressInfo).port;
	}

	async close(): Promise<void> {
		const closed = new Promise((resolve) => this.#http.close(resolve));
		await this.call.close();
		this.#http.closeAllConnections();
		await closed;
	}

	/** Someone opens the page: gets a seat and a token, and a socket. */
	async person(name: string, options: { roomID?: string; seat?: string; sessionID?: string } = {}): Promise<Person> {
		const roomID = options.roomID ?? ROOM;
		const response = await this.asksForToken({ roomID, ...(options.seat && { seat: options.seat }) });
		const pass = parseBy(tokenResponse, await response.json());
		const socket = await this.opensSocket();
		return new Person(socket, { name, roomID, sessionID: options.sessionID ?? randomUUID(), ...pass });
	}

	/** A person who is in the room already. */
	async member(name: string, options: { roomID?: string; seat?: string; sessionID?: string } = {}): Promise<Person> {
		const person = await this.person(name, options);
		await person.joins();
		return person;
	}

	asksForToken(body: unknown, headers: Record<string, string> = {}): Promise<Response> {
		return fetch(`${this.url}/api/token`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', ...headers },
			body: typeof body === 'string' ? body : JSON.stringify(body)
		});
	}

	async opensSocket(headers: Record<string, string> = {}): Promise<WebSocket> {
		const socket = new WebSocket(`ws://127.0.0.1:${this.port}${SIGNAL_PATH}`, { headers });
		await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
		return socket;
	}

	#route(request: Request): Response | Promise<Response> {
		const [, first, second, roomID = '', , userID] = new URL(request.url).pathname.split('/');
		if (first === 'healthz') return getHealth(this.call);
		if (second === 'token') return postToken(this.call, request, '127.0.0.1');
		return userID === undefined
			? deleteRoom(this.call, request, '127.0.0.1', roomID)
			: deleteUser(this.call, request, '127.0.0.1', { roomID, userID });
	}
}

interface Identity {
	readonly name: string;
	readonly roomID: string;
	readonly sessionID: string;
	readonly userID: string;
	readonly seat: string;
	readonly token: string;
}

export class Person {
	readonly me: Identity;
	/** What was said to me and not yet looked at, without beats. */
	unheard: ServerMessage[] = [];
	beats = 0;
	readonly #socket: WebSocket;
	readonly #closed: Promise<number>;
	#answersBeats = true;

	constructor(socket: WebSocket, me: Identity) {
		this.me = me;
		this.#socket = socket;
		this.#closed = new Promise((resolve) => socket.once('close', resolve));
		socket.on('message', (data: Buffer) => {
			const message = parse(serverMessage, data.toString());
			if (!message) throw new Error(`not in the protocol: ${data.toString()}`);
			if (message.t !== 'beat') return void this.unheard.push(message);
			this.beats += 1;
			if (this.#answersBeats) this.says({ t: 'beat' });
		});
		onTestFinished(() => socket.terminate());
	}

	says(message: ClientMessage): void {
		this.saysRaw(JSON.stringify(message));
	}

	saysRaw(text: string | Buffer): void {
		this.#socket.send(text);
	}

	enters(token = this.me.token, roomID = this.me.roomID): void {
		this.says({ t: 'enter', roomID, sessionID: this.me.sessionID, token });
	}

	logsIn(answers: Answer[] = []): void {
		this.says({ t: 'login', userName: this.me.name, answers });
	}

	/** Enters and logs in without waiting in between, as browsers do. */
	async joins(answers: Answer[] = []): Promise<Heard<'welcome'>> {
		this.enters();
		this.logsIn(answers);
		await this.hears('lobby');
		return this.hears('welcome');
	}

	async publishes(source = 'camera', changes: { mediaID?: string; camera?: 'OPEN' | 'MUTE' } = {}): Promise<string> {
		const streamID = `${this.me.userID}_${source}`;
		const stream = { streamID, mediaID: `media-${source}`, camera: 'OPEN', microphone: 'OPEN', ...changes } as const;
		this.says({ t: 'publish', stream });
		await this.hears('published');
		return streamID;
	}

	/** The next message of this type; what came before it stays unheard. */
	async hears<T extends ServerMessage['t']>(t: T): Promise<Heard<T>> {
		await vi
			.waitUntil(() => this.unheard.some((message) => message.t === t), { timeout: 9_000, interval: 2 })
			.catch(() => {
				throw new Error(`${this.me.name} waited for "${t}", unheard: ${JSON.stringify(this.unheard)}`);
			});
		const index = this.unheard.findIndex((message) => message.t === t);
		const [message] = this.unheard.splice(index, 1);
		return message as Heard<T>;
	}

	async isRefused(): Promise<string> {
		return (await this.hears('refused')).code;
	}

	/** Everything said on either side so far has arrived: a ping is answered in turn. */
	async isUpToDate(): Promise<void> {
		const answered = new Promise((resolve) => this.#socket.once('pong', resolve));
		this.#socket.ping();
		await answered;
	}

	async heardNothing(): Promise<void> {
		await this.isUpToDate();
		expect(this.unheard).toEqual([]);
	}

	/** As when the network is gone: the socket is open, nothing is said. */
	fallsSilent(): void {
		this.#answersBeats = false;
	}

	/** As when the browser hangs: it reads nothing, and answers no closing handshake. */
	hangs(): void {
		this.#socket.pause();
	}

	/** As when the browser is killed. */
	vanishes(): void {
		this.#socket.terminate();
	}

	/** The close code, once the server has closed the socket. */
	isCutOff(): Promise<number> {
		return this.#closed;
	}
}

/** What people other than those in `said` are told of a member. */
export const profile = ({ me }: Person) => ({ userID: me.userID, userName: me.name, sessionID: me.sessionID });
