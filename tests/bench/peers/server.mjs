/** The server of the other methods: their pages, a relay on `ws`, and PeerJS's PeerServer on another port. */
import { once } from 'node:events';
import http from 'node:http';
import { fileURLToPath } from 'node:url';
import { PeerServer } from 'peer';
import { build } from 'vite';
import { WebSocketServer } from 'ws';

const host = process.env.HOST ?? '127.0.0.1';
const scripts = await bundle(['floor', 'usual', 'steady', 'peerjs', 'janus']);

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

/** The connected sockets of a room, by role, and the offer for the next person. */
class Room {
	/** @type {Map<string, import('ws').WebSocket>} */
	members = new Map();
	/** @type {string | null} */
	parked = null;

	/** Takes the place of an older socket of the same person. @param {string} role @param {import('ws').WebSocket} socket */
	add(role, socket) {
		this.members.get(role)?.terminate();
		this.members.set(role, socket);
		if (this.parked !== null) socket.send(this.parked);
		socket.on('close', () => {
			if (this.members.get(role) !== socket) return;
			this.members.delete(role);
			this.tell(role, JSON.stringify({ t: 'left', from: role }));
		});
		socket.addEventListener('message', ({ data: text }) => {
			if (typeof text !== 'string') return;
			const { t } = JSON.parse(text);
			if (t === 'park') this.parked = text;
			if (t === 'beat') socket.send(text);
			else this.tell(role, text);
		});
	}

	/** @param {string} from @param {string} text */
	tell(from, text) {
		for (const [role, socket] of this.members) if (role !== from) socket.send(text);
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
	const [, name = '', role = ''] = request.url?.split('/') ?? [];
	const room = rooms.get(name) ?? new Room();
	rooms.set(name, room);
	room.add(role, socket);
});

server.listen(Number(process.env.PORT ?? 0), host);
await once(server, 'listening');
/** @type {http.Server} */
const peerServer = await new Promise((resolve) =>
	PeerServer({ port: Number(process.env.PEER_PORT ?? 0), host }, resolve)
);
const port = (/** @type {http.Server} */ of) => /** @type {import('node:net').AddressInfo} */ (of.address()).port;
console.log(`ready ${port(server)} ${port(peerServer)}`);
