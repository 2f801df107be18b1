/** For programs that want to be told a port. */
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below those that the kernel gives to whoever names none: one of these could take it before the program does. */
const FIRST = 20_000;
const COUNT = 10_000;

export async function freePort(): Promise<number> {
	for (;;) {
		const port = FIRST + Math.floor(Math.random() * COUNT);
		const server = createServer().listen(port, '127.0.0.1');
		const isFree = await once(server, 'listening').then(
			() => true,
			() => false
		);
		if (!isFree) continue;
		server.close();
		await once(server, 'close');
		return port;
	}
}
