/**
 * A TCP proxy before a server, which can lose its network: nothing gets through, and neither side hears that the other has hung up.
 * Chromium's own emulation is not enough. If a server hangs up on a socket with an unsent frame while the page is emulated to be
 * offline, Chromium 156 uses freed memory when it is back online, and its network process crashes for every page.
 */
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

export class TcpProxy {
	readonly #server: Server;
	readonly #pairs = new Set<[Socket, Socket]>();
	#isHeld = false;

	static async to(target: string): Promise<TcpProxy> {
		const proxy = new TcpProxy(new URL(target));
		await once(proxy.#server.listen(0, '127.0.0.1'), 'listening');
		return proxy;
	}

	private constructor({ hostname, port }: URL) {
		this.#server = createServer((client) => this.#join([client, connect(Number(port), hostname)]));
	}

	get url(): string {
		return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
	}

	/* As a network that can be lost, of a browser without an emulation of its own: media goes on. */

	async cut(): Promise<void> {
		this.hold();
	}

	async restore(): Promise<void> {
		this.release();
	}

	hold(): void {
		this.#isHeld = true;
		for (const [client, server] of this.#pairs) {
			client.unpipe();
			server.unpipe();
		}
	}

	release(): void {
		this.#isHeld = false;
		for (const pair of this.#pairs) flow(pair);
	}

	close(): void {
		this.#server.close();
		for (const pair of this.#pairs) part(pair);
	}

	#join(pair: [Socket, Socket]): void {
		this.#pairs.add(pair);
		for (const socket of pair) {
			// A socket that breaks is also closed.
			socket.on('error', () => undefined);
			socket.on('close', () => {
				this.#pairs.delete(pair);
				part(pair);
			});
		}
		if (!this.#isHeld) flow(pair);
	}
}

function flow([client, server]: [Socket, Socket]): void {
	client.pipe(server);
	server.pipe(client);
}

const part = (pair: [Socket, Socket]) => pair.forEach((socket) => socket.destroy());
