/** An HTTP proxy through which every name leads to this machine, for browsers that can't be told so in another way. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';

export class Tunnel {
	readonly #server: Server;
	readonly #ends = new Set<Duplex>();

	/** `port`: where everything leads at that moment. */
	static async open(host: string, port: () => number): Promise<Tunnel> {
		const tunnel = new Tunnel(host, port);
		await once(tunnel.#server.listen(0, host), 'listening');
		return tunnel;
	}

	private constructor(host: string, port: () => number) {
		this.#server = createServer().on('connect', (_request, near: Duplex, first: Buffer) => {
			const far = connect(port(), host, () => {
				near.write('HTTP/1.1 200 Connection established\r\n\r\n');
				far.write(first);
				near.pipe(far).pipe(near);
			});
			for (const [end, other] of [
				[near, far],
				[far, near]
			] as const) {
				this.#ends.add(end);
				// A socket that breaks is also closed.
				end.on('error', () => undefined);
				end.on('close', () => {
					this.#ends.delete(end);
					other.destroy();
				});
			}
		});
	}

	get port(): number {
		return (this.#server.address() as AddressInfo).port;
	}

	close(): void {
		this.#server.close();
		for (const end of this.#ends) end.destroy();
	}
}
