/**
 * Thousands of people on real sockets, in a process of its own: `node crowd.mjs <url> <rooms> <people in each> <ours | bare>`. It says
 * `in` whenever all are in their rooms. Whoever loses the socket comes back as the page does. From the line `talk` on, each sends
 * someone in the same room a network address every second.
 */
import { once } from 'node:events';
import { WebSocket } from 'ws';

const [url = '', rooms = '1', perRoom = '1', kind = 'ours'] = process.argv.slice(2);
const SIZE = Number(perRoom);
/** How many come at the same time. */
const AT_ONCE = 100;
/** As `retryPause` of the link (ms), which is spread by a quarter. */
const PAUSES = [0, 250, 500, 800];
const BEAT = JSON.stringify({ t: 'beat' });
const candidate = {
	candidate: 'candidate:1 1 udp 2122260223 192.0.2.7 50000 typ host generation 0 ufrag abcd network-id 1',
	sdpMid: '0',
	sdpMLineIndex: 0,
	usernameFragment: 'abcd'
};

let inside = 0;

class Member {
	/** @param {{ roomID: string, userID: string, token: string }} permit */
	constructor(permit) {
		this.permit = permit;
		this.sessionID = `session-of-${permit.userID}`.slice(0, 64);
		this.attempt = 0;
		this.isIn = false;
		this.socket = this.connect();
	}

	connect() {
		const { roomID, token } = this.permit;
		const socket = new WebSocket(`${url.replace('http', 'ws')}/api/signal?room=${roomID}`, { origin: url });
		socket.on('open', () => {
			socket.send(JSON.stringify({ t: 'enter', roomID, sessionID: this.sessionID, token }));
			socket.send(JSON.stringify({ t: 'login', userName: 'Someone', answers: [] }));
		});
		socket.on('message', (/** @type {Buffer} */ data) => {
			const text = data.toString();
			if (text === BEAT) {
				socket.send(BEAT);
				return;
			}
			const { t, code } = JSON.parse(text);
			if (t === 'refused') throw new Error(`refused: ${code}`);
			if (t === 'welcome') this.entered();
		});
		socket.on('error', () => undefined);
		socket.on('close', () => this.lost());
		return socket;
	}

	entered() {
		this.isIn = true;
		this.attempt = 0;
		inside += 1;
		if (inside === TOTAL) console.log('in');
	}

	lost() {
		if (this.isIn) inside -= 1;
		this.isIn = false;
		const pause = (PAUSES[this.attempt] ?? 800) * (0.75 + Math.random() / 2);
		this.attempt += 1;
		setTimeout(() => (this.socket = this.connect()), pause);
	}

	/** @param {Member} other */
	signals(other) {
		if (!this.isIn) return;
		const { userID: to } = other.permit;
		this.socket.send(JSON.stringify({ t: 'signal', to, sessionID: other.sessionID, signal: { candidate } }));
	}
}

const TOTAL = Number(rooms) * SIZE;

/** @param {number} index */
async function permitOf(index) {
	const roomID = `room-${Math.floor(index / SIZE)}`;
	if (kind === 'bare') return { roomID, userID: `user-${index}`, token: `user-${index}` };
	const headers = { 'content-type': 'application/json' };
	const response = await fetch(`${url}/api/token?room=${roomID}`, { method: 'POST', headers, body: '{}' });
	if (!response.ok) throw new Error(`no token: HTTP ${response.status}`);
	const { userID, token } = await response.json();
	return { roomID, userID, token };
}

/** @type {Member[]} */
const everyone = [];
const indices = Array.from({ length: TOTAL }, (_, index) => index);
await Promise.all(
	Array.from({ length: AT_ONCE }, async () => {
		for (let index = indices.shift(); index !== undefined; index = indices.shift()) {
			const member = new Member(await permitOf(index));
			everyone[index] = member;
			await once(member.socket, 'open');
		}
	})
);

process.stdin.once('data', () => {
	let turn = 0;
	// A twentieth of them each time, so that the messages are spread over the second.
	setInterval(() => {
		for (let index = turn; index < TOTAL; index += 20) {
			const room = index - (index % SIZE);
			const other = everyone[room + ((index + 1) % SIZE)];
			if (other) everyone[index]?.signals(other);
		}
		turn = (turn + 1) % 20;
	}, 50);
});
process.stdin.on('end', () => process.exit(0));
