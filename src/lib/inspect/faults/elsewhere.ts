/** Logs the same user in from a second connection, so that the server kicks this page out; then logs out there too. */
import { get } from 'svelte/store';
import { parse, serverMessage, type ClientMessage } from '../../api/signalling';
import type { Fault } from './fault';
import type { Sockets } from './sockets';
import { requestToken } from './token';

/** Seconds: enough to log in and out. */
const LIFETIME = 60;

export const logInElsewhere = (sockets: Sockets): Fault => ({
	async begin({ call, seat }) {
		const { token } = await requestToken(call.roomID, seat, LIFETIME);
		await visit(sockets.another(), [
			{ t: 'enter', roomID: call.roomID, sessionID: crypto.randomUUID(), token },
			{ t: 'login', userName: get(call.view).me.userName, answers: [] }
		]);
	},
	end() {
		// Nothing lasts: `begin` has logged out again.
	}
});

/** Sends these messages, and leaves as soon as the server has accepted the login. */
function visit(socket: WebSocket, messages: ClientMessage[]): Promise<void> {
	const send = (message: ClientMessage) => socket.send(JSON.stringify(message));
	return new Promise((resolve, reject) => {
		socket.onopen = () => messages.forEach(send);
		socket.onclose = () => reject(new Error('The server closed the connection.'));
		socket.onmessage = ({ data }) => {
			const message = parse(serverMessage, String(data));
			if (message?.t === 'refused') reject(new Error(message.code));
			if (message?.t !== 'welcome' && message?.t !== 'refused') return;
			send({ t: 'logout' });
			socket.close();
			resolve();
		};
	});
}
