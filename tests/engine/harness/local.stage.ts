/** The stage of the local engine: the real room server, which can be cut off, killed and restarted. */
import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Browser } from 'playwright-core';
import type { RoomLogin } from '../../../machines/engine';
import type { EngineProfile } from '../../../src/lib/api/profile';
import { CallServer } from '../../../src/lib/server/call.server';
import { readConfig } from '../../../src/lib/server/config';
import type { Limits } from '../../../src/lib/server/limits';
import { issueToken } from '../../../src/lib/server/token04';
import { crash } from '../../browser/support/devtools';
import type { BrowserPerson } from './browser.person';
import { BrowserStage, openBrowser } from './browser.stage';
import type { Refusal, Stage } from './stage';

/** Seconds; half of it is over when the server warns. */
const SHORT_LIFE = 4;
const LONG_LIFE = 3_600;

const userOf = ({ headers }: IncomingMessage) => /user=([\w-]+)/.exec(headers.cookie ?? '')?.[1] ?? '';

export class LocalStage extends BrowserStage implements Stage {
	readonly kind = 'local';
	protected readonly profile: EngineProfile = {
		engine: 'local',
		appID: 1,
		server: '',
		videoCodec: 'H264',
		iceTransportPolicy: 'all'
	};
	calls: CallServer;
	#isUp = true;
	readonly #connections = new Set<Socket>();
	/** Whose sockets are whose. */
	readonly #sockets = new Map<Socket, string>();
	readonly #unanswered = new Set<string>();
	/** Sockets that were never answered. Nobody else closes them, and the server would wait for them when it closes. */
	readonly #waiting = new Set<Socket>();

	private constructor(browser: Browser, pages: Server) {
		super(browser, pages);
		this.calls = this.#newServer();
		pages.on('connection', (socket) => {
			if (!this.#isUp) return socket.destroy();
			this.#connections.add(socket);
			socket.on('close', () => this.#connections.delete(socket));
		});
		pages.on('upgrade', (request, socket: Socket, head) => {
			const userID = userOf(request);
			this.#sockets.set(socket, userID);
			socket.on('close', () => this.#sockets.delete(socket));
			if (this.#unanswered.has(userID)) this.#waiting.add(socket);
			else this.calls.upgrade(request, socket, head);
		});
	}

	static async open(): Promise<LocalStage> {
		const { browser, pages } = await openBrowser({ chromium: [], firefox: {} });
		return new LocalStage(browser, pages);
	}

	override async reload(person: BrowserPerson, url?: string): Promise<void> {
		await person.context.addCookies([{ name: 'user', value: person.userID, url: this.pageURL }]);
		await super.reload(person, url);
	}

	/** From the server itself: after a kick, a token of the same second would be one of those that were taken back. */
	ticket({ userID, name }: { userID: string; name: string }, roomID: string, lifetime = LONG_LIFE): RoomLogin {
		const { token } = this.calls.tokens.issue(userID, roomID, lifetime);
		return { roomID, user: { userID, userName: name }, token };
	}

	ending(person: BrowserPerson, roomID: string): RoomLogin {
		person.roomID = roomID;
		return this.ticket(person, roomID, SHORT_LIFE);
	}

	/** They do so by themselves. */
	async endTokens(): Promise<void> {}

	async refused(person: BrowserPerson, roomID: string, why: Refusal): Promise<RoomLogin> {
		if (why === 'capacity.roomFull') await this.#replaceServer({ members: 0 });
		const ticket = this.ticket(person, roomID);
		if (why === 'auth.tokenExpired') return { ...ticket, token: this.#expiredToken(person.userID, roomID) };
		if (why === 'auth.tokenInvalid') return { ...ticket, token: `${ticket.token.slice(0, -6)}AAAAAA` };
		return ticket;
	}

	kick(person: BrowserPerson): void {
		this.calls.rooms.kick(person.roomID, person.userID);
	}

	requestMute(person: BrowserPerson): void {
		this.calls.rooms.requestMute(person.roomID, person.userID);
	}

	lock(person: BrowserPerson): void {
		this.calls.rooms.setLocked(person.roomID, true);
	}

	async drop(person: BrowserPerson): Promise<void> {
		for (const [socket, userID] of this.#sockets) if (userID === person.userID) socket.destroy();
	}

	async goAway(): Promise<void> {
		this.#isUp = false;
		for (const socket of [...this.#connections]) socket.destroy();
	}

	async comeBack(): Promise<void> {
		this.#isUp = true;
	}

	fallSilent(person: BrowserPerson): void {
		this.#unanswered.add(person.userID);
		for (const [socket, userID] of this.#sockets) if (userID === person.userID) socket.pause();
	}

	async crash(person: BrowserPerson): Promise<void> {
		await crash(person.page);
	}

	async mend(): Promise<void> {
		if (this.calls.rooms.limits.members === 0) await this.#replaceServer({});
		this.#unanswered.clear();
		for (const socket of this.#waiting) socket.destroy();
		this.#waiting.clear();
		for (const [socket] of this.#sockets) socket.resume();
	}

	override async clear(): Promise<void> {
		await super.clear();
		await this.comeBack();
		await this.mend();
	}

	override async close(): Promise<void> {
		await super.close();
		await this.calls.close();
	}

	#expiredToken(userID: string, roomID: string): string {
		const expiresAt = Math.floor(Date.now() / 1_000) - 1;
		return issueToken(this.calls.config, { userID, roomID, publish: true, issuedAt: expiresAt - 1, expiresAt });
	}

	async #replaceServer(limits: Partial<Limits>): Promise<void> {
		for (const socket of [...this.#sockets.keys()]) socket.destroy();
		const old = this.calls;
		this.calls = this.#newServer(limits);
		await old.close();
	}

	#newServer(limits: Partial<Limits> = {}): CallServer {
		const config = readConfig({ LOG_LEVEL: 'silent', MAX_SOCKETS_PER_ADDRESS: '1000' });
		return new CallServer(config, { tokenGrace: 1_000, ...limits });
	}
}
