/** The same user logs in from somewhere else, so that the server sends this page away; nobody stays there. */
import { parse, serverMessage, type ClientMessage } from '../../api/signalling';
import type { Fault } from './fault';
import type { Sockets } from './sockets';
import { askToken } from './token';
import { viewOf } from './view';

/** Long enough to come in and go (s). */
const LIFETIME = 60;

export const logInElsewhere = (sockets: Sockets): Fault => ({
	async begin(call) {
		const { token } = await askToken(call, LIFETIME);
		await visit(sockets.another(), [
			{ t: 'enter', roomID: call.roomID, sessionID: crypto.randomUUID(), token },
			{ t: 'login', userName: viewOf(call).me.userName, answers: [] }
		]);
	},
	end() {
		// It was over when it had begun.
	}
});

/** Says these, and is gone once the room has let it in. */
function visit(socket: WebSocket, messages: ClientMessage[]): Promise<void> {
	const say = (message: ClientMessage) => socket.send(JSON.stringify(message));
	return new Promise((resolve, reject) => {
		socket.onopen = () => messages.forEach(say);
		socket.onclose = () => reject(new Error('not let in'));
		socket.onmessage = ({ data }) => {
			const message = parse(serverMessage, String(data));
			if (message?.t === 'refused') reject(new Error(message.code));
			if (message?.t !== 'welcome' && message?.t !== 'refused') return;
			say({ t: 'logout' });
			socket.close();
			resolve();
		};
	});
}
