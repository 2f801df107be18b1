import { once } from 'node:events';
import { isIPv6 } from 'node:net';
import { CommandError } from './project.mjs';

const DEFAULT_PORT = 3000;
const TRIES = 50;

/**
 * Listens on `port`, or if it is null on the first free port from 3000 on. Returns the port. Throws a `CommandError`.
 * @param {import('node:net').Server} server
 * @param {{ port: number | null, host: string | null }} where
 */
export async function listen(server, { port, host }) {
	const first = port ?? DEFAULT_PORT;
	const last = port === null ? first + TRIES : first;
	for (let candidate = first; candidate <= last; candidate += 1) {
		try {
			await once(server.listen({ port: candidate, ...(host !== null && { host }) }), 'listening');
			const address = server.address();
			return typeof address === 'object' && address ? address.port : candidate;
		} catch (error) {
			const code = error instanceof Error && 'code' in error ? error.code : null;
			if (code === 'EADDRINUSE') {
				if (candidate < last) console.log(`Port ${candidate} is taken, trying the next one.`);
			} else if (code === 'EACCES')
				throw new CommandError(`Port ${candidate} needs more rights: set PORT to one above 1023.`);
			else if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
				throw new CommandError(`HOST ${host} is not an address of this machine.`);
			else throw error;
		}
	}
	throw new CommandError(
		port === null
			? `Ports ${first} to ${last} are all taken: set PORT.`
			: `Port ${port} is taken: set PORT to another one.`
	);
}

/** Whether `host` is all addresses of this machine. @param {string | null} host */
export const isEverywhere = (host) => host === null || host === '0.0.0.0' || host === '::';

/**
 * The address to open in a browser.
 * @param {'http' | 'https'} protocol
 * @param {string | null} host
 * @param {number} port
 */
export function addressOf(protocol, host, port) {
	const name = host === null || isEverywhere(host) ? 'localhost' : host;
	return `${protocol}://${isIPv6(name) ? `[${name}]` : name}:${port}`;
}
