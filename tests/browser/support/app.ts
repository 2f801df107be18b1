/** The built app as `npm start` serves it, in a process of its own that can be stopped, killed, frozen and restarted. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { until } from './until';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const ADMIN_KEY = 'the key of the browser tests';

export class App {
	readonly url: string;
	readonly #env: Record<string, string>;
	readonly #within: readonly string[];
	readonly #folder: string;
	#process: ChildProcess;

	/**
	 * Everyone here comes from one address, so the limits of an address are those of a crowd. `within`: the command that starts
	 * the app somewhere else, as in a network of its own. `folder`: a copy of this project, with a build of its own.
	 */
	static async start(
		env: Record<string, string> = {},
		within: readonly string[] = [],
		folder: string = ROOT
	): Promise<App> {
		const all = {
			HOST: '127.0.0.1',
			PORT: '0',
			ADMIN_KEY,
			LOG_LEVEL: 'error',
			REQUESTS_PER_MINUTE: '100000',
			MAX_SOCKETS_PER_ADDRESS: '1000',
			...env
		};
		const { child, url } = await serve(all, within, folder);
		return new App(child, url, all, within, folder);
	}

	private constructor(
		child: ChildProcess,
		url: string,
		env: Record<string, string>,
		within: readonly string[],
		folder: string
	) {
		this.#process = child;
		this.url = url;
		this.#env = env;
		this.#within = within;
		this.#folder = folder;
	}

	/** As an operator does: SIGTERM. */
	stop(): Promise<void> {
		return this.#end('SIGTERM');
	}

	/** As a crash does: SIGKILL. */
	kill(): Promise<void> {
		return this.#end('SIGKILL');
	}

	/** On the same port, and with a new random secret, since none is configured. */
	async restart(): Promise<void> {
		({ child: this.#process } = await serve(
			{ ...this.#env, PORT: new URL(this.url).port },
			this.#within,
			this.#folder
		));
	}

	/** It accepts connections and never says a word. */
	freeze(): void {
		this.#process.kill('SIGSTOP');
	}

	thaw(): void {
		this.#process.kill('SIGCONT');
	}

	async endRoom(roomID: string): Promise<void> {
		await this.#asHost(`rooms/${roomID}`);
	}

	async removeUser(roomID: string, userID: string): Promise<void> {
		await this.#asHost(`rooms/${roomID}/users/${userID}`);
	}

	/** How many are in rooms, by the server's own count. */
	async members(): Promise<number> {
		const answer = (await (await fetch(`${this.url}/healthz`)).json()) as { members: number };
		return answer.members;
	}

	async #asHost(path: string): Promise<void> {
		const headers = { authorization: `Bearer ${ADMIN_KEY}`, origin: this.url };
		const { status } = await fetch(`${this.url}/api/${path}`, { method: 'DELETE', headers });
		if (status !== 204) throw new Error(`DELETE ${path}: ${status}`);
	}

	async #end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
		if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
		const exited = once(this.#process, 'exit');
		this.#process.kill(signal);
		await exited;
	}
}

async function serve(
	env: Record<string, string>,
	within: readonly string[],
	folder: string
): Promise<{ child: ChildProcess; url: string }> {
	// Without NODE_ENV and the like of the test runner: the app is to run as it does anywhere.
	const { PATH = '' } = process.env;
	const [command, ...args] = [...within, process.execPath, join(folder, 'tests/browser/support/serve.mjs')];
	const child = spawn(command, args, { env: { PATH, ...env }, stdio: ['ignore', 'pipe', 'inherit'] });
	let said = '';
	child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
	const url = await until('the app says where it is', () => {
		if (child.exitCode !== null) throw new Error(`The app did not start: ${said}`);
		return /Video call: (\S+)/.exec(said)?.[1];
	});
	return { child, url };
}
