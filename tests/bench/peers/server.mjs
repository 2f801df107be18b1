/** The server of the other methods: their pages, a relay on `ws`, and PeerJS's PeerServer on another port. */
import { once } from 'node:events';
import http from 'node:http';
import { fileURLToPath } from 'node:url';
import { PeerServer } from 'peer';
import { build } from 'vite';
import { WebSocketServer } from 'ws';

const host = process.env.HOST ?? '127.0.0.1';
const scripts = await bundle(['floor', 'usual', 'peerjs']);

/** @param {string[]} pages @returns {Promise<Map<string, string>>} path → code */
async function bundle(pages) {
	const root = fileURLToPath(new URL('./', import.meta.url));
	const built = await build({
		configFile: false,
		root,
		logLevel: 'error',
		build: {
			write: false,
			rolldownOptions: {
				input: pages.map((page) => `${root}${page}.page.ts`),
				output: { entryFileNames: '[name].js', chunkFileNames: '[name].js' }
			}
		}
	});
	if (!('output' in built)) throw new Error('One bundle was expected.');
	return new Map(built.output.flatMap((file) => (file.type === 'chunk' ? [[`/${file.fileName}`, file.code]] : [])));
}

/** The connected sockets of a room, and the offer for the next person. */
class Room {
	/** @type {Set<import('ws').WebSocket>} */
	members = new Set();
	/** @type {string | null} */
	parked = null;

	/** @param {import('ws').WebSocket} socket */
	add(socket) {
		this.members.add(socket);
		if (this.parked !== null) socket.send(this.parked);
		socket.on('close', () => this.members.delete(socket));
		socket.addEventListener('message', ({ data: text }) => {
			if (typeof text !== 'string') return;
			const { t } = JSON.parse(text);
			if (t === 'park') this.parked = text;
			for (const other of this.members) if (other !== socket) other.send(text);
		});
	}
}

/** @type {Map<string, Room>} */
const rooms = new Map();

const server = http.createServer((request, response) => {
	const path = new URL(request.url ?? '/', 'http://peers').pathname;
	const script = scripts.get(path);
	if (script !== undefined) {
		response.setHeader('content-type', 'text/javascript').end(script);
		return;
	}
	const page = `${path.split('/')[1]}.page.js`;
	response.setHeader('content-type', 'text/html');
	if (!scripts.has(`/${page}`)) response.writeHead(404).end();
	else
		response.end(`<!doctype html><title>peer</title><link rel="icon" href="data:,"><main data-call-state="creating">
<button aria-disabled="true">Start call</button></main><script type="module" src="/${page}"></script>`);
});

new WebSocketServer({ server }).on('connection', (socket, request) => {
	const name = request.url ?? '/';
	const room = rooms.get(name) ?? new Room();
	rooms.set(name, room);
	room.add(socket);
});

server.listen(0, host);
await once(server, 'listening');
/** @type {http.Server} */
const peerServer = await new Promise((resolve) => PeerServer({ port: 0, host }, resolve));
const port = (/** @type {http.Server} */ of) => /** @type {import('node:net').AddressInfo} */ (of.address()).port;
console.log(`ready ${port(server)} ${port(peerServer)}`);
