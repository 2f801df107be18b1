/** A stage for engine tests: the harness page, the real room server that can be killed, and a browser for each cast. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser } from 'playwright-core';
import { build, type Rolldown } from 'vite';
import type { DeviceKind } from '../../../machines/engine';
import { CallServer } from '../../../src/lib/server/call.server';
import { readConfig } from '../../../src/lib/server/config';
import type { Limits } from '../../../src/lib/server/limits';
import { issueToken } from '../../../src/lib/server/token04';
import { Person } from './person';
import { FLAGS } from '../../chromium.mjs';

const ARGS = [
	...FLAGS,
	'--use-fake-ui-for-media-stream',
	'--use-fake-device-for-media-stream=fps=10',
	'--autoplay-policy=no-user-gesture-required',
	'--auto-select-tab-capture-source-by-title=harness'
];

const port = (server: Server) => (server.address() as AddressInfo).port;
const listen = (server: Server, at = 0) => new Promise<void>((resolve) => server.listen(at, '127.0.0.1', resolve));

async function bundle(): Promise<string> {
	const output = (await build({
		configFile: false,
		logLevel: 'error',
		build: {
			write: false,
			minify: false,
			lib: { entry: fileURLToPath(new URL('page.ts', import.meta.url)), formats: ['es'], fileName: 'harness' }
		}
	})) as Rolldown.RolldownOutput[];
	return output[0]?.output[0].code ?? '';
}

export class Stage {
	readonly #pages: Server;
	readonly #browser: Browser;
	#signalling: Server | null = null;
	#port = 0;
	readonly #sockets = new Set<Socket>();
	readonly #env: Record<string, string>;
	readonly #limits: Partial<Limits>;
	calls: CallServer;
	/** Seconds; of the tokens that are issued from now on. */
	tokenLifetime = 3_600;
	#people: Person[] = [];

	private constructor(pages: Server, browser: Browser, limits: Partial<Limits>) {
		this.#pages = pages;
		this.#browser = browser;
		this.#limits = limits;
		this.#env = { ORIGIN: this.pageURL, LOG_LEVEL: 'silent', MAX_SOCKETS_PER_ADDRESS: '1000' };
		this.calls = this.#newServer();
	}

	static async open(limits: Partial<Limits> = {}): Promise<Stage> {
		const code = await bundle();
		const pages = createServer((request, response) => {
			const isScript = request.url === '/harness.js';
			response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
			response.end(
				isScript ? code : '<!doctype html><title>harness</title><script type="module" src="/harness.js"></script>'
			);
		});
		await listen(pages);
		const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
		const browser = await chromium.launch({ executablePath, args: ARGS });
		const stage = new Stage(pages, browser, limits);
		await stage.startServer();
		return stage;
	}

	get pageURL(): string {
		return `http://127.0.0.1:${port(this.#pages)}`;
	}

	get signalURL(): string {
		return `ws://127.0.0.1:${this.#port}/api/signal`;
	}

	/** A new person in a browser profile of their own. */
	async person(name: string): Promise<Person> {
		const person = await Person.arrive(this, this.#browser, name);
		this.#people.push(person);
		return person;
	}

	/** Of the latest person, as the browser's own settings page would. */
	async withdrawPermission(device: DeviceKind): Promise<void> {
		const devtools = await this.#browser.newBrowserCDPSession();
		const { browserContextIds } = await devtools.send('Target.getBrowserContexts');
		const browserContextId = browserContextIds.at(-1) ?? '';
		await devtools.send('Browser.setPermission', { permission: { name: device }, setting: 'denied', browserContextId });
		// Stays attached: what a session has set is forgotten when it goes.
	}

	token(userID: string, roomID: string): string {
		const issuedAt = Math.floor(Date.now() / 1_000);
		const expiresAt = issuedAt + this.tokenLifetime;
		return issueToken(this.calls.config, { userID, roomID, publish: true, issuedAt, expiresAt });
	}

	/** As SIGKILL would: no word to anyone, and nothing is remembered. The secret too is new. */
	async killServer(): Promise<void> {
		const gone = new Promise((resolve) => this.#signalling?.close(resolve));
		for (const socket of this.#sockets) socket.destroy();
		await gone;
		const old = this.calls;
		this.calls = this.#newServer();
		await old.close();
	}

	async startServer(): Promise<void> {
		this.#signalling = createServer();
		this.#signalling.on('upgrade', (request, socket, head) => this.calls.upgrade(request, socket, head));
		this.#signalling.on('connection', (socket) => {
			this.#sockets.add(socket);
			socket.on('close', () => this.#sockets.delete(socket));
		});
		await listen(this.#signalling, this.#port);
		this.#port = port(this.#signalling);
	}

	/** Everyone goes; the stage stays. */
	async clear(): Promise<void> {
		await Promise.all(this.#people.splice(0).map((person) => person.vanish()));
	}

	async close(): Promise<void> {
		await this.clear();
		await this.#browser.close();
		await this.calls.close();
		this.#signalling?.close();
		this.#pages.close();
	}

	#newServer(): CallServer {
		return new CallServer(readConfig(this.#env), this.#limits);
	}
}
