/** Someone on a real socket, whose actions read as sentences. */
import { expect, onTestFinished, vi } from 'vitest';
import type { WebSocket } from 'ws';
import {
	parse,
	serverMessage,
	type SdpAnswer,
	type ClientMessage,
	type ServerMessage
} from '../../../src/lib/api/signalling';

type Message<T extends ServerMessage['t']> = Extract<ServerMessage, { t: T }>;

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
	/** Messages received and not yet looked at, without beats. */
	unheard: ServerMessage[] = [];
	beats = 0;
	readonly #socket: WebSocket;
	readonly #closed: Promise<number>;
	#garbage: string[] | null = null;
	#answersBeats = true;

	constructor(socket: WebSocket, me: Identity) {
		this.me = me;
		this.#socket = socket;
		this.#closed = new Promise((resolve) => socket.once('close', resolve));
		socket.on('message', (data: Buffer) => {
			const message = parse(serverMessage, data.toString());
			if (!message && this.#garbage) return void this.#garbage.push(data.toString());
			if (!message) throw new Error(`not in the protocol: ${data.toString()}`);
			if (message.t !== 'beat') return void this.unheard.push(message);
			this.beats += 1;
			if (this.#answersBeats) this.says({ t: 'beat' });
		});
		onTestFinished(() => socket.terminate());
	}

	/** Whether the socket is closed. */
	get isGone(): boolean {
		return this.#socket.readyState === this.#socket.CLOSED;
	}

	says(message: ClientMessage | string | Buffer): void {
		this.#socket.send(typeof message === 'string' || Buffer.isBuffer(message) ? message : JSON.stringify(message));
	}

	enters(token = this.me.token, roomID = this.me.roomID): void {
		this.says({ t: 'enter', roomID, sessionID: this.me.sessionID, token });
	}

	logsIn(answers: SdpAnswer[] = []): void {
		this.says({ t: 'login', userName: this.me.name, answers });
	}

	/** Enters and logs in without waiting in between, as browsers do. */
	async joins(answers: SdpAnswer[] = []): Promise<Message<'welcome'>> {
		this.enters();
		this.logsIn(answers);
		await this.hears('lobby');
		return this.hears('welcome');
	}

	async logsOut(): Promise<void> {
		this.says({ t: 'logout' });
		await this.hears('loggedOut');
	}

	publish(source = 'camera', changes: { streamID?: string; mediaID?: string; camera?: 'MUTE' } = {}): string {
		const streamID = `${this.me.userID}_${source}`;
		const stream = { streamID, mediaID: `media-${source}`, camera: 'OPEN', microphone: 'OPEN', ...changes } as const;
		this.says({ t: 'publish', stream });
		return streamID;
	}

	async publishes(...args: Parameters<Person['publish']>): Promise<string> {
		const streamID = this.publish(...args);
		await this.hears('published');
		return streamID;
	}

	async parks(offerID: string, sdp = 'v=0'): Promise<void> {
		this.says({ t: 'park', offerID, sdp });
		await this.isUpToDate();
	}

	signals(to: Person, changes: { sessionID?: string; sdp?: string } = {}): void {
		const { userID, sessionID } = to.me;
		const signal = { description: { type: 'offer' as const, sdp: changes.sdp ?? 'v=0' } };
		this.says({ t: 'signal', to: userID, sessionID: changes.sessionID ?? sessionID, signal });
	}

	/** The next message of this type. Those before it stay in `unheard`. */
	async hears<T extends ServerMessage['t']>(t: T): Promise<Message<T>> {
		await vi
			.waitUntil(() => this.unheard.some((message) => message.t === t), { timeout: 9_000, interval: 2 })
			.catch(() => {
				throw new Error(`${this.me.name} waited for "${t}", unheard: ${JSON.stringify(this.unheard)}`);
			});
		const index = this.unheard.findIndex((message) => message.t === t);
		const [message] = this.unheard.splice(index, 1);
		return message as Message<T>;
	}

	/** The code of the next refusal. */
	async isRefused(): Promise<string> {
		return (await this.hears('refused')).code;
	}

	/** Waits until everything sent in either direction has arrived: a ping is answered in turn. */
	async isUpToDate(): Promise<void> {
		const answered = new Promise((resolve) => this.#socket.once('pong', resolve));
		this.#socket.ping();
		await answered;
	}

	/** Forgets what was said so far. */
	async catchesUp(): Promise<void> {
		await this.isUpToDate();
		this.unheard = [];
	}

	async heardNothing(): Promise<void> {
		await this.isUpToDate();
		expect(this.unheard).toEqual([]);
	}

	/** What it hears from now on that is not of the protocol. Otherwise that is a fault of the server. */
	keepsGarbage(): readonly string[] {
		return (this.#garbage = []);
	}

	/** Like a page with a busy main thread: it answers no beats, and the browser still answers pings. */
	pageIsBusy(): void {
		this.#answersBeats = false;
	}

	/** Like a frozen browser or a lost network: it reads nothing and does not answer the closing handshake. */
	hangs(): void {
		this.#socket.pause();
	}

	/** Like a killed browser. */
	vanishes(): void {
		this.#socket.terminate();
	}

	/** The close code, once the server has closed the socket. */
	isCutOff(): Promise<number> {
		return this.#closed;
	}
}

/** What others are told of a member. */
export const profile = ({ me }: Person) => ({ userID: me.userID, userName: me.name, sessionID: me.sessionID });
