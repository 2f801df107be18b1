/** The floor under a room server: `ws`, rooms, a beat each second, and messages passed on as they are. It checks nothing. */
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';

/** @typedef {import('ws').WebSocket} WebSocket */

const BEAT = JSON.stringify({ t: 'beat' });
/** @type {Map<string, Map<string, WebSocket>>} */
const rooms = new Map();
const server = createServer();
const sockets = new WebSocketServer({ server });

sockets.on('connection', (socket) => {
	/** @type {Map<string, WebSocket> | undefined} */
	let room;
	let userID = '';
	socket.on('message', (/** @type {Buffer} */ data) => {
		const message = JSON.parse(data.toString());
		if (message.t === 'enter') {
			// In place of what a token says.
			userID = message.token;
			room = rooms.get(message.roomID) ?? new Map();
			rooms.set(message.roomID, room);
		} else if (message.t === 'login') {
			for (const other of room?.values() ?? []) other.send(JSON.stringify({ t: 'users', users: [userID] }));
			room?.set(userID, socket);
			socket.send(JSON.stringify({ t: 'welcome' }));
		} else if (message.t === 'signal') {
			room?.get(message.to)?.send(JSON.stringify({ t: 'signal', from: userID, signal: message.signal }));
		}
	});
	socket.on('close', () => room?.delete(userID));
});
setInterval(() => {
	for (const socket of sockets.clients) socket.send(BEAT);
}, 1_000);

server.listen(Number(process.env.PORT), '127.0.0.1', () => {
	const address = server.address();
	console.log(`ready ${typeof address === 'object' ? address?.port : ''} `);
});
